import { parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import { balanceProblem } from '../balance-check.ts';
import type {
  BankFile,
  BankStatement,
  FileProblem,
  StatedBalance,
  StatementLine,
} from '../bank-statement.ts';
import { decodeText } from '../encoding.ts';
import { negated, statedAmount, whyNotMoney } from '../stated-amount.ts';
import { readDetails, readNumberedLines } from './details.ts';
import { NO_DETAILS, type Details } from './field-86.ts';
import { END, fieldsOf, type Mt940Field } from './fields.ts';
import { plainAmount, readStatementLine, valueDay } from './statement-line.ts';

/** SWIFT MT940 and MT942 with the habits of the banks; see README.md in this folder's parent. */
export function readMt940(bytes: Uint8Array, hinted?: Currency): BankFile {
  const { text, encoding, damaged } = decodeText(bytes);
  const problems: FileProblem[] = [];
  const messages = messagesOf(fieldsOf(text));
  if (damaged) {
    problems.push({
      where: 'file',
      what: 'some characters were lost before the file reached us',
      advice: 'Fetch the file again without converting it, if names matter.',
      severity: 'warning',
    });
  }
  if (messages.length === 0) {
    problems.push({
      where: 'file',
      what: 'the file holds no statement',
      advice: 'Ask the bank for MT940 with fields :20: to :62F:.',
      severity: 'error',
    });
  }
  const statements = messages.map((fields, at) =>
    statementOf(fields, currencyOf(fields) ?? hinted, `statement ${at + 1}`, problems),
  );
  const isInterim = messages.some((fields) =>
    fields.some(({ tag }) => tag === '34F' || tag === '13D'),
  );
  return {
    format: 'mt940',
    message: isInterim ? 'MT942' : 'MT940',
    encoding,
    problems,
    statements,
  };
}

/** Tags that only a statement has; :86: or :NS: alone say nothing. */
const OPENING_TAGS: ReadonlySet<string> = new Set([
  '20',
  '25',
  '25P',
  '28',
  '28C',
  '60F',
  '60M',
  '61',
  '62F',
  '62M',
  '64',
]);

/** A message ends at its end mark, at the next :20:, or when fields begin again after :62:. */
function messagesOf(fields: readonly Mt940Field[]): Mt940Field[][] {
  const messages: Mt940Field[][] = [];
  let open: Mt940Field[] = [];
  let isClosed = false;
  const finish = () => {
    if (open.some(({ tag }) => OPENING_TAGS.has(tag))) messages.push(open);
    open = [];
    isClosed = false;
  };
  for (const field of fields) {
    const { tag } = field;
    if (tag === END || tag === '940' || tag === '942') finish();
    else {
      const beginsAgain = isClosed && /^(21|25|25P|28|28C|60[FM]|61)$/.test(tag);
      if ((tag === '20' && open.length > 0) || beginsAgain) finish();
      if (/^62[FM]$/.test(tag)) isClosed = true;
      open.push(field);
    }
  }
  finish();
  return messages;
}

function statementOf(
  fields: readonly Mt940Field[],
  currency: Currency | undefined,
  where: string,
  problems: FileProblem[],
): BankStatement {
  const first = (...tags: readonly string[]) => fields.find(({ tag }) => tags.includes(tag));
  const opening = balanceOf(first('60F', '60M'), currency, where, problems);
  const closing = balanceOf(
    fields.findLast(({ tag }) => /^62[FM]$/.test(tag)),
    currency,
    where,
    problems,
  );
  const statement: BankStatement = {
    account: accountOf(first('25', '25P'), currency),
    currency,
    reference: textOf(first('20')),
    number: textOf(first('28C', '28')),
    opening,
    closing,
    lines: linesOf(fields, currency, where, problems),
  };
  if (statement.account === undefined) {
    problems.push({
      where,
      what: 'the statement names no account',
      advice: 'Ask the bank for field :25:.',
      severity: 'warning',
    });
  }
  const doubt = balanceProblem(statement, where);
  if (doubt) problems.push(doubt);
  return statement;
}

/** A :61: with all :86: that follow it; an :86: before the first or after :62: is about the account. */
function linesOf(
  fields: readonly Mt940Field[],
  currency: Currency | undefined,
  where: string,
  problems: FileProblem[],
): StatementLine[] {
  const lines: StatementLine[] = [];
  for (const [at, field] of fields.entries()) {
    if (field.tag !== '61') continue;
    const place = `${where}, line ${field.line}`;
    const details = detailsAfter(fields, at);
    const line = lineOf(field, details, currency);
    if (line === undefined) {
      problems.push({
        where: place,
        what: `':61:${(field.lines[0] ?? '').slice(0, 60)}' is no movement that can be read`,
        advice: 'Compare the statement with the account; this line is missing here.',
        severity: 'error',
      });
      continue;
    }
    const inexact = line.amount && whyNotMoney(line.amount);
    if (inexact) {
      problems.push({
        where: place,
        what: inexact,
        advice: 'The line is shown and cannot be booked.',
        severity: 'warning',
      });
    }
    lines.push(line);
  }
  return lines;
}

/** More than ten times what the standard allows; what is longer is no text about a payment. */
const DETAIL_LINES_MAX = 100;

/** What all :86: after the :61: at this place say together, or :NS: where there is no :86:. */
function detailsAfter(fields: readonly Mt940Field[], at: number): Details {
  const about: string[] = [];
  let numbered: readonly string[] = [];
  for (let next = at + 1; next < fields.length; next += 1) {
    const field = fields[next];
    if (field?.tag === 'NS') numbered = field.lines.slice(0, DETAIL_LINES_MAX);
    else if (field?.tag !== '86') break;
    else if (about.length < DETAIL_LINES_MAX) {
      const [first = '', ...more] = field.lines.slice(0, DETAIL_LINES_MAX);
      // A second field says the kind of the movement again.
      about.push(about.length === 0 ? first : first.replace(/^\d{3}(?=\?)/, ''), ...more);
    }
  }
  return numbered.length > 0 && about.length === 0
    ? readNumberedLines(numbered)
    : readDetails(about);
}

function lineOf(
  field: Mt940Field,
  details: Details,
  currency: Currency | undefined,
): StatementLine | undefined {
  const written = readStatementLine(field.lines);
  const stated = written && statedAmount(written.amount, currency);
  if (written === undefined || stated === undefined) return undefined;
  const { customerReference: own, supplement } = written;
  // Dutch banks put the other account where the reference belongs, and the name below it.
  const accountInLine = [own, ...supplement].find((text) => text !== undefined && isIban(text));
  const spare = supplement.filter((text) => text !== accountInLine);
  const saysNothing = details === NO_DETAILS;
  const spareIsName =
    details.name === undefined && !saysNothing && own !== undefined && spare.length > 0;
  return {
    bookedOn: written.bookedOn,
    valueOn: written.valueOn,
    amount: written.isMoneyIn ? stated : negated(stated),
    pending: written.pending,
    reversal: written.reversal,
    type: written.type,
    counterparty: {
      name: details.name ?? (spareIsName && isName(spare[0] ?? '') ? spare[0] : undefined),
      account: details.account ?? accountInLine,
      onBehalfOf: details.onBehalfOf,
    },
    remittance:
      details.remittance ?? (saysNothing && spare.length > 0 ? spare.join(' ') : undefined),
    references: {
      endToEnd: details.endToEnd,
      structured: details.structured,
      customer: details.customerReference ?? (own === accountInLine ? undefined : own),
      bank: written.bankReference,
    },
    parts: [],
  };
}

/** :60F: and :62F: say mark, day, currency and amount; some banks leave the currency out. */
const BALANCE = /^\s?(R?[CD])?\s?(\d{6})\s?([A-Z]{3})?\s?([\d.,]+)\s*$/;

function balanceOf(
  field: Mt940Field | undefined,
  currency: Currency | undefined,
  where: string,
  problems: FileProblem[],
): StatedBalance | undefined {
  if (field === undefined) return undefined;
  const [, mark, date = '', code, written = ''] = BALANCE.exec(field.lines[0] ?? '') ?? [];
  const stated = statedAmount(
    plainAmount(written) ?? '',
    code === undefined ? currency : parseCurrency(code),
  );
  if (stated === undefined) {
    problems.push({
      where: `${where}, line ${field.line}`,
      what: `':${field.tag}:${(field.lines[0] ?? '').slice(0, 60)}' is no balance that can be read`,
      advice: 'The statement is read without this balance.',
      severity: 'warning',
    });
    return undefined;
  }
  return { on: valueDay(date), amount: mark?.endsWith('D') ? negated(stated) : stated };
}

function currencyOf(fields: readonly Mt940Field[]): Currency | undefined {
  for (const { tag, lines } of fields) {
    const line = lines[0] ?? '';
    const code =
      (/^(6[025][FM]?|64)$/.test(tag) && BALANCE.exec(line)?.[3]) ||
      (tag === '34F' && /^([A-Z]{3})/.exec(line)?.[1]) ||
      (/^90[CD]$/.test(tag) && /^\d+([A-Z]{3})/.exec(line)?.[1]);
    if (code) return parseCurrency(code);
  }
  const account = fields.find(({ tag }) => tag === '25' || tag === '25P');
  return parseCurrency(/[\d\s/]([A-Z]{3})\s*$/.exec(account?.lines[0] ?? '')?.[1] ?? '');
}

/** Without the currency that some banks write behind it; an IBAN without blanks and bank. */
function accountOf(
  field: Mt940Field | undefined,
  currency: Currency | undefined,
): string | undefined {
  const written = textOf(field)?.replace(/^\/+/, '');
  if (written === undefined) return undefined;
  const bare =
    currency !== undefined && written.endsWith(currency)
      ? written.slice(0, -3).trimEnd().replace(/\/$/, '')
      : written;
  const [, , behindBank] = /^([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\/(.+)$/.exec(bare) ?? [];
  const compact = (behindBank ?? bare).replaceAll(' ', '');
  return isIban(compact) ? compact : bare === '' ? undefined : bare;
}

function textOf(field: Mt940Field | undefined): string | undefined {
  const text = field?.lines[0]?.trim();
  return text === '' ? undefined : text;
}

function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text);
}

function isName(text: string): boolean {
  return /^\p{L}[\p{L}\p{N} .,&'()+/-]*$/u.test(text) && /\p{L}{2}/u.test(text);
}
