import { readFileSync } from 'node:fs';
import {
  parseBankTableMapping,
  type BankTableMapping,
} from '@goodterms/core/kernel/bank-table-mapping.ts';
import { saidAccount } from '@goodterms/core/customers/account-key.ts';
import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { BANK_FORMATS, type BankFileHints } from '@goodterms/formats/bank-file.ts';

/** What is said of a bank file on the command line. */
export type SaidOfFile = {
  readonly format?: string | undefined;
  readonly account?: string | undefined;
  readonly currency?: string | undefined;
  /** The path of a mapping as JSON. */
  readonly mapping?: string | undefined;
};

/** Undefined when one of them is not what it should be. */
export function hintsOf(said: SaidOfFile): BankFileHints | undefined {
  const format = BANK_FORMATS.find((known) => known === said.format);
  const currency = parseCurrency(said.currency ?? '');
  const mapping = mappingIn(said.mapping);
  const account = said.account === undefined ? undefined : saidAccount(said.account);
  if (said.format !== undefined && format === undefined) return undefined;
  if (said.currency !== undefined && currency === undefined) return undefined;
  if (said.mapping !== undefined && mapping === undefined) return undefined;
  if (account === '') return undefined;
  return { format, account, currency, mapping };
}

function mappingIn(path: string | undefined): BankTableMapping | undefined {
  if (path === undefined) return undefined;
  try {
    return parseBankTableMapping(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
