import { accountKey } from '../customers/account-key.ts';
import type { Day } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';
import type { BankLine } from './bank-line.ts';
import type { QuotedWhere } from './evidence.ts';
import { QuotedText } from './quoted-text.ts';
import { ReadName } from './read-name.ts';

/** A credited bank line, as matching reads it. */
export type LineToMatch = {
  readonly id: BankLineId;
  readonly amount: Money;
  readonly bookedOn: Day;
  /** The payer, and for whom it says that it pays. */
  readonly payers: readonly ReadName[];
  readonly payerAccount: string | undefined;
  readonly texts: readonly QuotedText[];
};

/** Reads what lines say, each line and each name once however often it is asked for. */
export class LineReader {
  readonly #lines = new Map<BankLine, LineToMatch>();
  readonly #names = new Map<string, ReadName>();

  read({ id, line }: { readonly id: BankLineId; readonly line: BankLine }): LineToMatch {
    const before = this.#lines.get(line);
    if (before?.id === id) return before;
    const read = lineToMatch(id, line, (name) => this.#nameOf(name));
    this.#lines.set(line, read);
    return read;
  }

  #nameOf(name: string): ReadName {
    let read = this.#names.get(name);
    if (!read) this.#names.set(name, (read = new ReadName(name)));
    return read;
  }
}

export function lineToMatch(
  id: BankLineId,
  line: BankLine,
  nameOf = (name: string) => new ReadName(name),
): LineToMatch {
  const { references } = line;
  const texts: [QuotedWhere, string | undefined][] = [
    ['remittance', line.remittance],
    ['structured', references.structured],
    ['end_to_end', references.endToEnd],
    ['customer_reference', references.customer],
    ...line.parts.flatMap((part): [QuotedWhere, string | undefined][] => [
      ['part', part.remittance],
      ['part', part.references.structured],
      ['part', part.references.endToEnd],
    ]),
  ];
  return {
    id,
    amount: line.amount,
    bookedOn: line.bookedOn,
    payers: [line.payerName, line.onBehalfOf].filter((name) => name !== undefined).map(nameOf),
    payerAccount: accountKey(line.payerAccount),
    texts: texts
      .filter(([, text]) => text)
      .map(([where, text = '']) => new QuotedText(where, text)),
  };
}
