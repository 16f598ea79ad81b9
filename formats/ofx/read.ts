import { dayOf, type Day } from '@goodterms/core/kernel/day.ts';
import { parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import type {
  BankFile,
  BankStatement,
  FileProblem,
  StatedBalance,
  StatementLine,
} from '../bank-statement.ts';
import { decodeText, type DecodedText } from '../encoding.ts';
import { lostCharacters } from '../lost-characters.ts';
import { statedAmount, whyNotMoney } from '../stated-amount.ts';
import { Unreadable } from '../unreadable.ts';
import { findAll, ofxElement, valueAt, type OfxElement } from './elements.ts';
import { decimalMarkOf, plainAmount } from './written-amounts.ts';

const STATEMENTS: ReadonlySet<string> = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);
const TRANSACTIONS: ReadonlySet<string> = new Set(['STMTTRN', 'STMTTRNP']);
const AMOUNTS: ReadonlySet<string> = new Set(['TRNAMT', 'BALAMT']);

/** Open Financial Exchange 1 (SGML) and 2 (XML), and the QFX of Quicken. */
export function readOfx(bytes: Uint8Array, hinted?: Currency): BankFile {
  const { text, encoding, damaged } = decoded(bytes);
  const root = ofxElement(text);
  if (findAll(root, new Set(['OFX'])).length === 0) {
    throw new Unreadable('the file holds no OFX', 'Fetch it from the bank again.');
  }
  const found = findAll(root, STATEMENTS);
  if (found.length === 0) throw new Unreadable(whyEmpty(root), 'Ask the bank for a statement.');
  const mark = decimalMarkOf(findAll(root, AMOUNTS).map((element) => element.text));
  const problems: FileProblem[] = lostCharacters(damaged);
  const statements = found.map((element, at) =>
    new StatementReading(element, `statement ${at + 1}`, { mark, hinted }, problems).statement(),
  );
  const version = /OFXHEADER\s*[:=]\s*"?([12])/i.exec(text)?.[1] ?? '1';
  return { format: 'ofx', message: `OFX ${version}`, encoding, problems, statements };
}

/** The header's own word counts only where the bytes are not UTF-8: many say USASCII and lie. */
function decoded(bytes: Uint8Array): DecodedText {
  const guessed = decodeText(bytes);
  if (guessed.encoding.startsWith('utf')) return guessed;
  const page = /CHARSET:\s*(125[0-8])\b/.exec(guessed.text.slice(0, 1_000))?.[1];
  if (page === undefined) return guessed;
  const encoding = `windows-${page}`;
  const text = new TextDecoder(encoding).decode(bytes).replaceAll('\0', '\uFFFD');
  return { text, encoding, damaged: guessed.hadNul, hadNul: guessed.hadNul };
}

/** What the bank answers instead of a statement: 'wrong password', 'server error'. */
function whyEmpty(root: OfxElement): string {
  const failed = findAll(root, new Set(['STATUS'])).find(
    (status) => valueAt(status, 'SEVERITY') === 'ERROR',
  );
  if (failed === undefined) return 'the file holds no statement';
  const said = valueAt(failed, 'MESSAGE') ?? `error ${valueAt(failed, 'CODE') ?? 'without a code'}`;
  return `the bank answered '${said.slice(0, 200)}' and sent no statement`;
}

class StatementReading {
  private readonly element: OfxElement;
  private readonly where: string;
  private readonly mark: '.' | ',' | undefined;
  private readonly problems: FileProblem[];
  private readonly currency: Currency | undefined;

  constructor(
    element: OfxElement,
    where: string,
    { mark, hinted }: { mark: '.' | ',' | undefined; hinted: Currency | undefined },
    problems: FileProblem[],
  ) {
    this.element = element;
    this.where = where;
    this.mark = mark;
    this.problems = problems;
    this.currency = parseCurrency(valueAt(element, 'CURDEF')?.toUpperCase() ?? '') ?? hinted;
  }

  statement(): BankStatement {
    const { element } = this;
    const account =
      valueAt(element, 'BANKACCTFROM', 'ACCTID') ??
      valueAt(element, 'CCACCTFROM', 'ACCTID') ??
      valueAt(element, 'INVACCTFROM', 'ACCTID');
    if (element.name === 'INVSTMTRS') {
      this.say(
        this.where,
        'this is a statement of investments, of which only the movements of cash are read',
        'Bring the statement of the bank account into which customers pay.',
      );
    }
    if (account === undefined) {
      this.say(
        this.where,
        'the statement names no account',
        'Ask the bank for the account number.',
      );
    }
    const lines = findAll(element, TRANSACTIONS).map((each, at) =>
      this.line(each, `${this.where}, movement ${at + 1}`),
    );
    this.sayTwins(lines);
    return {
      account,
      currency: this.currency,
      reference: undefined,
      number: undefined,
      opening: undefined,
      closing: this.closing(),
      lines,
    };
  }

  private closing(): StatedBalance | undefined {
    const balance = this.element.children.find(({ name }) => name === 'LEDGERBAL');
    if (balance === undefined) return undefined;
    const amount = statedAmount(
      plainAmount(valueAt(balance, 'BALAMT') ?? '', this.mark) ?? '',
      this.currency,
    );
    if (amount === undefined) {
      this.say(
        this.where,
        'the balance has no amount that can be read',
        'The statement is read without this balance.',
      );
      return undefined;
    }
    return { on: dayIn(valueAt(balance, 'DTASOF')), amount };
  }

  private line(element: OfxElement, place: string): StatementLine {
    const pending = element.name === 'STMTTRNP';
    const written = valueAt(element, 'TRNAMT') ?? '';
    const own = parseCurrency(valueAt(element, 'CURRENCY', 'CURSYM')?.toUpperCase() ?? '');
    const amount = statedAmount(plainAmount(written, this.mark) ?? '', own ?? this.currency);
    const posted = valueAt(element, pending ? 'DTTRAN' : 'DTPOSTED');
    const bookedOn = dayIn(posted);
    if (amount === undefined) {
      this.fail(place, `'${written.slice(0, 40)}' is no amount`, 'this amount is missing here');
    } else if (amount.money === undefined) {
      this.say(place, whyNotMoney(amount) ?? '', 'The line is shown and cannot be booked.');
    }
    if (bookedOn === undefined) {
      const what =
        posted === undefined
          ? 'there is no booking day'
          : `there is no day '${posted.slice(0, 40)}'`;
      this.fail(place, what, 'this day is missing here');
    }
    const correction = valueAt(element, 'CORRECTACTION');
    if (correction !== undefined) {
      this.say(
        place,
        `the bank ${correction === 'DELETE' ? 'takes back' : 'replaces'} its movement ${valueAt(element, 'CORRECTFITID') ?? ''}`.trimEnd(),
        'Look for the earlier movement, which may be in the books already.',
      );
    }
    return {
      bookedOn,
      valueOn: dayIn(valueAt(element, 'DTAVAIL')),
      amount,
      pending: pending || correction === 'DELETE',
      reversal: false,
      type: valueAt(element, 'TRNTYPE'),
      counterparty: {
        name: valueAt(element, 'NAME') ?? valueAt(element, 'PAYEE', 'NAME'),
        account: valueAt(element, 'BANKACCTTO', 'ACCTID') ?? valueAt(element, 'CCACCTTO', 'ACCTID'),
        onBehalfOf: undefined,
      },
      remittance: valueAt(element, 'MEMO') ?? valueAt(element, 'EXTDNAME'),
      references: {
        endToEnd: undefined,
        structured: undefined,
        customer: valueAt(element, 'REFNUM') ?? valueAt(element, 'CHECKNUM'),
        bank: valueAt(element, 'FITID'),
      },
      parts: [],
    };
  }

  /** The bank's own number of a movement should come once; both may still be real. */
  private sayTwins(lines: readonly StatementLine[]): void {
    const seen = new Map<string, number>();
    for (const [at, { references }] of lines.entries()) {
      const number = references.bank;
      if (number === undefined) continue;
      const first = seen.get(number);
      if (first === undefined) seen.set(number, at + 1);
      else {
        this.say(
          `${this.where}, movement ${at + 1}`,
          `the bank's number '${number.slice(0, 60)}' is that of movement ${first} too`,
          'Both are read. Compare them with the account; one may be a repetition.',
        );
      }
    }
  }

  private say(where: string, what: string, advice: string): void {
    this.problems.push({ where, what, advice, severity: 'warning' });
  }

  private fail(where: string, what: string, missing: string): void {
    const advice = `Compare the statement with the account; ${missing}.`;
    this.problems.push({ where, what, advice, severity: 'error' });
  }
}

/** '20260302', '20260302120000.000[-5:EST]', '2026-03-02': the day as the bank writes it. */
function dayIn(written: string | undefined): Day | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d{1,3}$)/.exec(written ?? '') ?? [];
  return dayOf(Number(year), Number(month), Number(day));
}
