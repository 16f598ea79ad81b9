import { dayOf, type Day } from '@goodterms/core/kernel/day.ts';
import { decimalsOf, parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import { balanceProblem } from '../balance-check.ts';
import type {
  BankFile,
  BankStatement,
  Counterparty,
  FileProblem,
  StatedBalance,
  StatementLine,
} from '../bank-statement.ts';
import { NO_COUNTERPARTY, NO_REFERENCES } from '../bank-statement.ts';
import { decodeText } from '../encoding.ts';
import { lostCharacters } from '../lost-characters.ts';
import { isNegative, negated, statedAmount, type StatedAmount } from '../stated-amount.ts';
import { Unreadable } from '../unreadable.ts';
import { controlProblems } from './control-totals.ts';
import { fieldsOf, recordsOf, type Bai2Record } from './records.ts';
import { summariesOf } from './summaries.ts';
import { directionOf, isReversal, readTransaction } from './transaction.ts';

/** A group of accounts of one bank on one day. */
type Group = {
  readonly currency: string;
  readonly asOf: Day | undefined;
  /** Sent to try the connection, or to take back what was sent before: no money either way. */
  readonly isNoMoney: boolean;
};

/** Cash management balance reporting, version 2 of the Bank Administration Institute. */
export function readBai2(bytes: Uint8Array): BankFile {
  const { text, encoding, damaged } = decodeText(bytes);
  const { records, strays } = recordsOf(text);
  if (records[0]?.code !== '01') {
    throw new Unreadable(
      'a BAI2 file begins with record 01, and this one does not',
      'Fetch it from the bank again; its beginning may be missing.',
    );
  }
  const problems: FileProblem[] = [...lostCharacters(damaged), ...strays.map(strayAt)];
  const statements: BankStatement[] = [];
  let group = groupOf(undefined);
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at];
    if (record?.code === '02') {
      group = groupOf(record);
      problems.push(...groupProblems(record));
    } else if (record?.code === '03') {
      let until = at + 1;
      while (records[until]?.code === '16') until += 1;
      const own = records.slice(at + 1, until);
      statements.push(
        statementOf(record, own, group, `statement ${statements.length + 1}`, problems),
      );
      at += own.length;
    } else if (record?.code === '16') problems.push(orphanAt(record));
  }
  for (const problem of controlProblems(records)) problems.push(problem);
  if (statements.length === 0) {
    problems.push({
      where: 'file',
      what: 'the file holds no account',
      advice: 'Ask the bank for BAI2 with records 03 and 16.',
      severity: 'error',
    });
  }
  return { format: 'bai2', message: 'BAI2', encoding, problems, statements };
}

function groupOf(record: Bai2Record | undefined): Group {
  const [, , status = '', asOf = '', , currency = ''] = record ? fieldsOf(record) : [];
  return { currency, asOf: dayIn(asOf), isNoMoney: status === '2' || status === '4' };
}

function groupProblems(record: Bai2Record): FileProblem[] {
  const status = fieldsOf(record)[2];
  if (status !== '2' && status !== '4') return [];
  return [
    {
      where: `line ${record.line}`,
      what:
        status === '4'
          ? 'the bank sends this group to try the connection'
          : 'the bank takes back what it sent for this day before',
      advice: 'Its movements are shown and not booked.',
      severity: 'warning',
    },
  ];
}

function statementOf(
  record: Bai2Record,
  transactions: readonly Bai2Record[],
  group: Group,
  where: string,
  problems: FileProblem[],
): BankStatement {
  const [account = '', code = ''] = fieldsOf(record);
  // The standard: without a currency on account and group it is the dollar.
  const currency = parseCurrency(code || group.currency || 'USD');
  if (currency === undefined) {
    problems.push({
      where: `${where}, line ${record.line}`,
      what: `'${(code || group.currency).slice(0, 20)}' is no currency, so decimals are unknown`,
      advice: 'Ask the bank for the three letters of the currency.',
      severity: 'error',
    });
  }
  const statement: BankStatement = {
    account: account === '' ? undefined : account,
    currency,
    reference: undefined,
    number: undefined,
    opening: balanceOf(record, '010', currency, group),
    closing: balanceOf(record, '015', currency, group),
    lines: transactions.map((each) => lineOf(each, currency, group, where, problems)),
  };
  if (statement.account === undefined) {
    problems.push({
      where,
      what: 'the statement names no account',
      advice: 'Ask the bank for the account number in record 03.',
      severity: 'warning',
    });
  }
  const doubt = balanceProblem(statement, where);
  if (doubt) problems.push(doubt);
  return statement;
}

function balanceOf(
  record: Bai2Record,
  typeCode: string,
  currency: Currency | undefined,
  group: Group,
): StatedBalance | undefined {
  const summary = summariesOf(record).find((each) => each.typeCode === typeCode && each.amount);
  const amount = summary && amountOf(summary.amount, currency);
  return amount && { on: group.asOf, amount };
}

function lineOf(
  record: Bai2Record,
  currency: Currency | undefined,
  group: Group,
  where: string,
  problems: FileProblem[],
): StatementLine {
  const place = `${where}, line ${record.line}`;
  const written = readTransaction(record);
  const direction = directionOf(written.typeCode);
  const stated = amountOf(written.amount, currency);
  const isMoney = direction !== undefined;
  if (stated === undefined && isMoney) {
    problems.push({
      where: place,
      what: `'${written.amount.slice(0, 40)}' is no amount in the smallest unit of the currency`,
      advice: 'Compare the statement with the account; this amount is missing here.',
      severity: 'error',
    });
  }
  if (!isMoney && stated !== undefined && /[1-9]/.test(stated.exact)) {
    problems.push({
      where: place,
      what: `type code '${written.typeCode.slice(0, 20)}' does not say whether money came in or went out`,
      advice: 'The line is shown and cannot be booked; ask the bank what the code means.',
      severity: 'error',
    });
  }
  return {
    bookedOn: group.asOf,
    valueOn: written.valueOn === undefined ? undefined : dayIn(written.valueOn),
    amount: stated && direction === 'out' ? negated(stated) : stated,
    pending: !isMoney || group.isNoMoney,
    reversal: isReversal(written.typeCode),
    type: written.typeCode === '' ? undefined : written.typeCode,
    counterparty: counterpartyIn(written.text),
    remittance: written.text.length === 0 ? undefined : written.text.join(' '),
    references: {
      ...NO_REFERENCES,
      customer: written.customerReference,
      bank: written.bankReference,
    },
    parts: [],
  };
}

/** Amounts are in the smallest unit without a point; a bank that writes the point means it. */
function amountOf(written: string, currency: Currency | undefined): StatedAmount | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(\d{1,18}|\d{1,15}\.\d{1,4})$/.exec(written) ?? [];
  if (digits === '') return undefined;
  const decimals = currency === undefined ? 2 : decimalsOf(currency);
  const padded = digits.padStart(decimals + 1, '0');
  const exact =
    digits.includes('.') || decimals === 0
      ? digits
      : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
  const amount = statedAmount(exact, currency);
  return amount && sign === '-' && !isNegative(amount) ? negated(amount) : amount;
}

/** '260302', and '20260302' of banks that want to be sure; some drop a leading nought. */
function dayIn(written: string): Day | undefined {
  if (!/^(?:\d{5,6}|\d{8})$/.test(written)) return undefined;
  const digits = written.padStart(6, '0');
  const year = Number(digits.slice(0, -4));
  const full = digits.length === 8 ? year : year + (year < 70 ? 2000 : 1900);
  return dayOf(full, Number(digits.slice(-4, -2)), Number(digits.slice(-2)));
}

/** How banks in the United States write who sent the money, on a line or among other labels. */
const ORIGINATOR =
  /(?:^|\s)(?:ORIG(?:INATOR)?(?: CO(?:MPANY)?)? ?(?:NAME)?|ORG|ORDERING (?:PARTY|CUSTOMER)|SENDER NAME|BY ORDER OF)\s?[:=]+\s?(\S.*?)(?=\s{2,}|\s[A-Z]{2,12}(?: [A-Z]{2,12}){0,2}\s?[:=]|$)/;

function counterpartyIn(text: readonly string[]): Counterparty {
  for (const line of text) {
    const name = ORIGINATOR.exec(line.slice(0, 1_000))?.[1]?.trim();
    if (name) return { ...NO_COUNTERPARTY, name };
  }
  return NO_COUNTERPARTY;
}

function strayAt(line: number): FileProblem {
  return {
    where: `line ${line}`,
    what: 'the line begins with no record that BAI2 knows',
    advice: 'Fetch the file again; what stands on this line is missing here.',
    severity: 'error',
  };
}

function orphanAt(record: Bai2Record): FileProblem {
  return {
    where: `line ${record.line}`,
    what: 'the movement stands before any account',
    advice: 'Fetch the file again; this movement is missing here.',
    severity: 'error',
  };
}
