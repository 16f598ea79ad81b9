import { Unreadable } from '../unreadable.ts';

/** A list of the file: its type as written, the account it belongs to, its records. */
export type QifList = {
  readonly type: string;
  readonly account: string | undefined;
  readonly line: number;
  readonly records: QifRecord[];
};

export type QifRecord = {
  readonly line: number;
  day: string | undefined;
  amount: string | undefined;
  payee: string | undefined;
  memo: string | undefined;
  number: string | undefined;
  category: string | undefined;
  readonly splits: { amount: string; memo: string | undefined }[];
};

const LINES_MAX = 5_000_000;
const LINE_MAX = 16 * 1024;
const SPLITS_MAX = 1_000;

/** Takes a file apart: headers begin with '!', records end with '^', the last may have no end. */
export function listsIn(text: string): QifList[] {
  const lines = text.split(/\r\n?|\n/);
  if (lines.length > LINES_MAX) throw tooMuch(`more than ${LINES_MAX} lines`);
  const lists: QifList[] = [];
  let account: string | undefined;
  let isAboutAccount = false;
  let list: QifList | undefined;
  let record: QifRecord | undefined;
  for (const [at, written] of lines.entries()) {
    if (written.length > LINE_MAX) throw tooMuch(`a line of more than ${LINE_MAX} characters`);
    const line = written.trim();
    if (line.startsWith('!')) {
      record = undefined;
      const type = /^!type:(.*)$/i.exec(line)?.[1]?.trim();
      if (type !== undefined) {
        isAboutAccount = false;
        list = { type, account, line: at + 1, records: [] };
        lists.push(list);
      } else if (/^!account/i.test(line)) {
        isAboutAccount = true;
        account = undefined;
      }
    } else if (line === '^') record = undefined;
    else if (isAboutAccount) {
      if (line.startsWith('N')) account = line.slice(1).trim() || undefined;
    } else if (line !== '' && list !== undefined) {
      if (record === undefined) {
        record = newRecord(at + 1);
        list.records.push(record);
      }
      addField(record, line);
    }
  }
  return lists;
}

function newRecord(line: number): QifRecord {
  return {
    line,
    day: undefined,
    amount: undefined,
    payee: undefined,
    memo: undefined,
    number: undefined,
    category: undefined,
    splits: [],
  };
}

function addField(record: QifRecord, line: string): void {
  const value = line.slice(1).trim() || undefined;
  const split = record.splits.at(-1);
  switch (line[0]) {
    case 'D':
      record.day ??= value;
      break;
    case 'T':
      record.amount = value ?? record.amount;
      break;
    case 'U':
      record.amount ??= value;
      break;
    case 'P':
      record.payee = value;
      break;
    case 'M':
      record.memo = value;
      break;
    case 'N':
      record.number = value;
      break;
    case 'L':
      record.category = value;
      break;
    case 'S':
      if (record.splits.length >= SPLITS_MAX) throw tooMuch(`more than ${SPLITS_MAX} splits`);
      record.splits.push({ amount: '', memo: undefined });
      break;
    case 'E':
      if (split) split.memo = value;
      break;
    case '$':
      if (split) split.amount = value ?? '';
      break;
    default:
  }
}

function tooMuch(what: string): Unreadable {
  return new Unreadable(`the file has ${what}`, 'Split it by year or by account.');
}
