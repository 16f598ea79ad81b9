import type { BankFileLookJson } from '@goodterms/api/cash/bank-file-look.ts';
import { parseBankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import {
  unsaidBy,
  type BankFileHints,
  type BankFileReading,
} from '@goodterms/formats/bank-file.ts';
import type { BankFileLook } from '@goodterms/formats/bank-file-look.ts';
import type { BankFile, StatementLine } from '@goodterms/formats/bank-statement.ts';
import type { Refusal } from '@goodterms/formats/unreadable.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { readMappings } from '../settings/import-mapping.queries.ts';

/**
 * Tables are read as was saved for their columns, and a file that came before is of the account of
 * then, unless somebody says otherwise.
 */
export async function withWhatIsKnown(
  ctx: Context,
  hints: BankFileHints,
  sha256: Uint8Array,
): Promise<BankFileHints> {
  const saved = await readMappings(ctx, 'bank');
  const then = await accountOfThen(ctx, sha256);
  return {
    ...hints,
    account: hints.account ?? then?.account,
    currency: hints.currency ?? then?.currency,
    saved: saved.flatMap((value) => parseBankTableMapping(value) ?? []),
  };
}

/** Of a file that came before: whose it was, where all of it was of one account. */
async function accountOfThen(ctx: Context, sha256: Uint8Array): Promise<KnownAccount | undefined> {
  const found = await rows<KnownAccount>(
    ctx,
    sql`
    select distinct a.account, a.currency
      from import_file f
      join bank_statement s on s.tenant_id = f.tenant_id and s.import_file_id = f.id
      join bank_account a on a.tenant_id = s.tenant_id and a.id = s.bank_account_id
     where f.tenant_id = ${ctx.tenantId} and f.kind = 'bank' and f.sha256 = ${sha256}
     limit 2`,
  );
  return found.length === 1 ? found[0] : undefined;
}

export type NotTaken = Refusal & {
  readonly because: 'columns_must_be_known' | 'file_must_be_readable' | 'file_must_say_its_account';
};

/** Why a bank file is not taken in; the file when nothing is in the way. */
export function takeable(reading: BankFileReading): { readonly file: BankFile } | NotTaken {
  if (!reading.readable) {
    const { refusal } = reading;
    const because = refusal.lacks ? 'columns_must_be_known' : 'file_must_be_readable';
    return { ...refusal, because };
  }
  const unsaid = unsaidBy(reading.file);
  if (unsaid.length === 0) return { file: reading.file };
  const words = unsaid.join(' and ');
  return {
    because: 'file_must_say_its_account',
    what: `it does not say its ${words}`,
    advice: `Say the ${words} with it.`,
  };
}

type KnownAccount = { readonly account: string; readonly currency: Currency };

/** The accounts whose statements came before. */
function knownAccounts(ctx: Context): Promise<KnownAccount[]> {
  return rows<KnownAccount>(
    ctx,
    sql`
    select account, currency from bank_account
     where tenant_id = ${ctx.tenantId}
     order by account, currency`,
  );
}

/** How a file is understood, with what it leaves unsaid and what is proposed for that. */
export async function lookJson(
  ctx: Context,
  name: string,
  { refusal, file, lineCount, table }: BankFileLook,
): Promise<BankFileLookJson> {
  const accounts = await knownAccounts(ctx);
  const taken = takeable(
    file ? { readable: true, file } : { readable: false, refusal: refusal ?? EMPTY },
  );
  const proposed =
    table?.mapping.account ?? (accounts.length === 1 ? accounts[0]?.account : undefined);
  const fitting = accounts.filter(({ account }) => account === proposed);
  const stated = file?.statements.find(({ account }) => account !== undefined);
  return {
    name,
    format: file?.format ?? null,
    problem: 'because' in taken ? `${capital(taken.what)}. ${taken.advice}` : null,
    lacks: refusal?.lacks ? [refusal.lacks] : file ? unsaidBy(file) : [],
    table: table
      ? {
          header: [...table.header],
          rows: table.rows.map((row) => [...row]),
          rowCount: table.rowCount,
          columns: [...table.mapping.columns],
          dayOrder: table.mapping.dayOrder ?? null,
          decimalMark: table.mapping.decimalMark ?? null,
          signTurned: table.mapping.signTurned ?? false,
        }
      : null,
    account: stated?.account ?? proposed ?? null,
    currency:
      file?.statements.find(({ currency }) => currency !== undefined)?.currency ??
      (fitting.length === 1 ? fitting[0]?.currency : undefined) ??
      null,
    accounts,
    lineCount,
    lines: file?.statements.flatMap(({ lines }) => lines.map(lineJson)) ?? [],
    problems: [...(file?.problems ?? [])],
  };
}

const EMPTY: Refusal = { what: 'nothing of it can be read', advice: 'Fetch it again.' };

function lineJson(line: StatementLine): BankFileLookJson['lines'][number] {
  const { bookedOn, valueOn, amount, counterparty, remittance, pending } = line;
  return {
    bookedOn: bookedOn ?? valueOn ?? null,
    amount: amount?.exact ?? null,
    currency: amount?.currency ?? null,
    name: counterparty.name ?? null,
    text: remittance ?? null,
    pending,
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
