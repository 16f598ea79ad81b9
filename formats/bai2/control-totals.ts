import type { FileProblem } from '../bank-statement.ts';
import { fieldsOf, type Bai2Record } from './records.ts';
import { summariesOf } from './summaries.ts';

/**
 * Trailers say the sum of all amounts and the number of records before them. Banks and those who
 * shorten their files often get them wrong: it is said and never repaired.
 */
export function controlProblems(records: readonly Bai2Record[]): FileProblem[] {
  const problems: FileProblem[] = [];
  let account = { total: 0n, count: 0 };
  let group = { total: 0n, count: 0 };
  for (const record of records) {
    group.count += record.count;
    account.count += record.count;
    if (record.code === '02') group = { total: 0n, count: record.count };
    else if (record.code === '03')
      account = {
        total: sumOf(summariesOf(record).map(({ amount }) => amount)),
        count: record.count,
      };
    else if (record.code === '16') account.total += whole(fieldsOf(record)[1]);
    else if (record.code === '49' || record.code === '98') {
      const isAccount = record.code === '49';
      const fields = fieldsOf(record);
      const [stated = ''] = fields;
      const count = fields[isAccount ? 1 : 2] ?? '';
      const own = isAccount ? account : group;
      const where = `line ${record.line}`;
      const of = isAccount ? 'account' : 'group';
      if (/^[-+]?\d{1,18}$/.test(stated) && whole(stated) !== own.total) {
        problems.push(
          doubt(
            where,
            `the control total of the ${of} is ${stated}, its amounts make ${own.total}`,
          ),
        );
      }
      if (/^\d{1,9}$/.test(count) && Number(count) !== own.count) {
        problems.push(
          doubt(where, `the ${of} should have ${Number(count)} records and has ${own.count}`),
        );
      }
      if (isAccount) group.total += whole(stated);
    }
  }
  return problems;
}

function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + whole(amount), 0n);
}

function whole(text = ''): bigint {
  return /^[-+]?\d{1,18}$/.test(text) ? BigInt(text.replace('+', '')) : 0n;
}

function doubt(where: string, what: string): FileProblem {
  return {
    where,
    what,
    advice: 'The file may be incomplete. Compare it with the account before you rely on it.',
    severity: 'warning',
  };
}
