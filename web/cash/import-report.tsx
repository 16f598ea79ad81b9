import type { BankImportReportJson } from '@goodterms/api/cash/cash.ts';
import { amountsText } from '@goodterms/ui/amount-text.ts';
import { counted } from '@goodterms/ui/day-words.ts';
import { ProblemList } from '../problem-list.tsx';
import styles from './import-report.module.css';

/** What a bank file said and what came of it, in sentences. */
export function ImportReport({
  name,
  report,
}: {
  readonly name: string;
  readonly report: BankImportReportJson;
}) {
  return (
    <article className={styles.report}>
      <p>
        <strong>{name}</strong>
        <span className={styles.soft}>
          {' '}
          {report.format}, {counted(report.statements.length, 'statement')}
        </span>
      </p>
      {sentences(report).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <ProblemList problems={report.problems} className={styles.problems} />
    </article>
  );
}

function sentences(report: BankImportReportJson): string[] {
  const { counts, received, applied, statements } = report;
  const nothingNew = report.alreadyImported || counts.added === 0;
  const unbalanced = statements.filter(({ addsUp }) => addsUp === false);
  return [
    nothingNew
      ? `${counted(counts.lines, 'line')}, all here already. Nothing has changed.`
      : counts.alreadyHere === 0
        ? `${counted(counts.lines, 'line')}, all new.`
        : `${counted(counts.lines, 'line')}: ${counts.added} new, ${counts.alreadyHere} here already.`,
    ...(nothingNew
      ? []
      : [
          whatCame(counts),
          `${amountsText(received)} came in, ${amountsText(applied)} of it is set against invoices.`,
        ]),
    ...(counts.pending > 0 ? [`${counted(counts.pending, 'line')} not booked yet: left out.`] : []),
    ...(counts.notImportable > 0
      ? [`${counted(counts.notImportable, 'line')} could not be taken in.`]
      : []),
    ...unbalanced.map(
      ({ account, reference }) =>
        `Opening, lines and closing of ${account}${reference ? ` ${reference}` : ''} do not add up.`,
    ),
  ];
}

/** '9 found their invoices by themselves, 1 is proposed to you.', without what is none. */
function whatCame({
  matched,
  proposed,
  unapplied,
  setAside,
}: BankImportReportJson['counts']): string {
  const isOrAre = (count: number) => (count === 1 ? 'is' : 'are');
  const parts = [
    matched > 0 &&
      (matched === 1
        ? '1 found its invoice by itself'
        : `${matched} found their invoices by themselves`),
    proposed > 0 && `${proposed} ${isOrAre(proposed)} proposed to you`,
    unapplied > 0 && `${unapplied} ${isOrAre(unapplied)} unclear`,
    setAside > 0 &&
      `${setAside} ${isOrAre(setAside)} no ${setAside === 1 ? 'receivable' : 'receivables'}`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
