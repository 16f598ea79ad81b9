import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { balanceProblem } from '../balance-check.ts';
import type {
  BankFile,
  BankStatement,
  FileProblem,
  StatedBalance,
  StatementLine,
} from '../bank-statement.ts';
import { isNegative, negated, statedAmount } from '../stated-amount.ts';
import { Unreadable } from '../unreadable.ts';
import { allAt, at, readXml, textAt, type XmlElement } from '../xml.ts';
import { dayIn, readEntry } from './entry.ts';
import { accountIn } from './transaction-details.ts';

/** The three messages and the element that holds one account's report in each. */
const MESSAGES: Readonly<Record<string, string>> = {
  BkToCstmrAcctRpt: 'camt.052',
  BkToCstmrStmt: 'camt.053',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
};
const REPORTS: ReadonlySet<string> = new Set(['Rpt', 'Stmt', 'Ntfctn']);
const HANDED_OVER: ReadonlySet<string> = new Set([...REPORTS, 'Ntry']);

/** Far above the entries of any bank for a day, each with some forty elements. */
const ELEMENTS_MAX = 3_000_000;
/** A file with so many problems is none of a bank. */
const PROBLEMS_MAX = 10_000;

/** ISO 20022 camt.052, camt.053 and camt.054, every version from 001.01 on. */
export function readCamt(bytes: Uint8Array): BankFile {
  const problems: FileProblem[] = [];
  const statements: BankStatement[] = [];
  let message: string | undefined;
  let lines: StatementLine[] = [];

  const { encoding, damaged } = readXml(bytes, {
    handOver: HANDED_OVER,
    elementsMax: ELEMENTS_MAX,
    onElement: (element, within) => {
      if (problems.length > PROBLEMS_MAX) throw tooDamaged();
      message ??= messageOf(within);
      if (message === undefined) return;
      const where = `statement ${statements.length + 1}`;
      if (element.name === 'Ntry') {
        const report = within.findLast(({ name }) => REPORTS.has(name));
        lines.push(
          readEntry(element, {
            where: `${where}, entry ${lines.length + 1}`,
            ownAccount: accountIn(at(report, 'Acct', 'Id')),
            problems,
          }),
        );
        return;
      }
      const statement = statementOf(element, lines, { where, problems });
      statements.push(statement);
      const doubt = balanceProblem(statement, where);
      if (doubt) problems.push(doubt);
      lines = [];
    },
  });

  if (message === undefined || statements.length === 0) throw notAStatement(bytes, message);
  if (damaged) {
    problems.unshift({
      where: 'file',
      what: 'the characters are not in the encoding that the file declares',
      advice: 'They are read as Western European; check names with accents.',
      severity: 'warning',
    });
  }
  return { format: 'camt', message, encoding, problems, statements };
}

/** 'camt.053.001.08' from the namespace, else the message's name without a version. */
function messageOf(within: readonly XmlElement[]): string | undefined {
  for (const element of within) {
    const kind = MESSAGES[element.name.replace(/V\d+$/, '')];
    if (kind === undefined) continue;
    const namespaces = within.flatMap(({ attributes }) => [...attributes.values()]);
    return (
      namespaces.map((name) => /camt\.05[234]\.\d{3}\.\d{2}/.exec(name)?.[0]).find(Boolean) ?? kind
    );
  }
  return undefined;
}

function statementOf(
  report: XmlElement,
  lines: readonly StatementLine[],
  place: { where: string; problems: FileProblem[] },
): BankStatement {
  const account = at(report, 'Acct');
  const balances = allAt(report, 'Bal');
  const opening = balanceOf(balances, ['OPBD', 'PRCD'], place);
  const closing = balanceOf(balances.toReversed(), ['CLBD'], place);
  const currency =
    textAt(account, 'Ccy') ??
    opening?.amount.currency ??
    closing?.amount.currency ??
    at(balances[0], 'Amt')?.attributes.get('Ccy') ??
    lines.find((line) => line.amount?.currency)?.amount?.currency;
  return {
    account: accountIn(at(account, 'Id')),
    currency: parseCurrency(currency ?? ''),
    reference: textAt(report, 'Id'),
    number: textAt(report, 'LglSeqNb') ?? textAt(report, 'ElctrncSeqNb'),
    opening,
    closing,
    lines,
  };
}

/** Banks in North America name balances by the type codes of BAI2. */
function kindOf(balance: XmlElement): string | undefined {
  const own = textAt(balance, 'Tp', 'CdOrPrtry', 'Prtry');
  if (own === '010') return 'OPBD';
  if (own === '015') return 'CLBD';
  return textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(balance, 'Tp', 'Cd');
}

/** The booked balance: available and interim balances say something else. */
function balanceOf(
  balances: readonly XmlElement[],
  codes: readonly string[],
  place: { where: string; problems: FileProblem[] },
): StatedBalance | undefined {
  for (const code of codes) {
    const balance = balances.find((one) => kindOf(one) === code);
    if (balance === undefined) continue;
    const written = at(balance, 'Amt');
    const stated = statedAmount(
      written?.text ?? '',
      parseCurrency(written?.attributes.get('Ccy') ?? ''),
    );
    if (stated === undefined) continue;
    const isDebit = textAt(balance, 'CdtDbtInd') === 'DBIT' && !isNegative(stated);
    return { on: dayIn(balance, 'Dt', place), amount: isDebit ? negated(stated) : stated };
  }
  return undefined;
}

function notAStatement(bytes: Uint8Array, message: string | undefined): Unreadable {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_000));
  const other = /\b(pain|pacs|acmt|camt|remt)\.\d{3}\.\d{3}\.\d{2}/.exec(head)?.[0];
  if (message === undefined && other !== undefined && !/^camt\.05[234]/.test(other)) {
    return new Unreadable(
      `this is an ISO 20022 message ${other}, not a bank statement`,
      'Ask the bank for camt.053.',
    );
  }
  return new Unreadable(
    'the file holds no statement of an account',
    'Ask the bank for a bank statement in camt.053, camt.052 or camt.054.',
  );
}

function tooDamaged(): Unreadable {
  return new Unreadable(
    `the file has more than ${PROBLEMS_MAX} entries that cannot be read`,
    'Fetch it from the bank again.',
  );
}
