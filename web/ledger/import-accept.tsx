import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { TextField, Tick } from '@goodterms/ui/field.tsx';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import styles from './imports.module.css';
import type { LedgerImport } from './ledger-import.ts';

/** The last word: what is to be done with what is missing or bad, and yes. */
export function ImportAccept({
  work,
  report,
  whyNot,
}: {
  readonly work: LedgerImport;
  readonly report: LedgerReportJson;
  readonly whyNot: string | undefined;
}) {
  const { options, change, others } = work;
  if (work.isTaken)
    return (
      <div className={styles.accept}>
        <Link to={paths.customers}>See the customers</Link>
        {others.length > 0 && (
          <Button look="main" onClick={work.next}>
            On to {others[0]?.name}
          </Button>
        )}
      </div>
    );
  const missing =
    totalOf(report, 'missing') + (options.closeMissing ? totalOf(report, 'closed') : 0);
  const bad = totalOf(report, 'refused');
  return (
    <div className={styles.accept}>
      {(totalOf(report, 'missing') > 0 || options.closeMissing) && (
        <Tick
          label={`Close the ${missing.toLocaleString('en-GB')} that this file no longer names`}
          checked={options.closeMissing}
          onChange={(event) => change({ closeMissing: event.target.checked })}
        />
      )}
      {bad > 0 && (
        <Tick
          label={`Leave out the ${counted(bad, 'row')} that cannot be taken in`}
          checked={options.skipBad}
          onChange={(event) => change({ skipBad: event.target.checked })}
        />
      )}
      {report.files.some(({ isKnown }) => !isKnown) && (
        <span className={styles.remember}>
          <TextField
            label="Remember this way to read as"
            maxLength={80}
            placeholder="Monthly export"
            value={options.saveMapping}
            onChange={(event) => change({ saveMapping: event.target.value })}
          />
        </span>
      )}
      <span className={styles.end}>
        <Button
          look="main"
          busy={work.isTaking || work.isReading}
          whyNot={whyNot ?? whyNotTaken(report, options.skipBad)}
          onClick={work.take}
        >
          Take it in: {summary(report)}
        </Button>
      </span>
    </div>
  );
}

function whyNotTaken(report: LedgerReportJson, skipBad: boolean): string | undefined {
  if (report.questions.some(({ mustBeAnswered }) => mustBeAnswered))
    return 'Answer the questions first.';
  if (report.alreadyImported) return 'This file was taken in already; it changes nothing.';
  if (totalOf(report, 'refused') > 0 && !skipBad)
    return 'Some rows cannot be taken in. Correct the file, or say that they are left out.';
  return undefined;
}

function summary(report: LedgerReportJson): string {
  const parts = (
    [
      ['added', 'new'],
      ['changed', 'changed'],
      ['closed', 'closed'],
    ] as const
  ).flatMap(([key, word]) => {
    const total = totalOf(report, key);
    return total > 0 ? [`${total.toLocaleString('en-GB')} ${word}`] : [];
  });
  return parts.length === 0 ? 'nothing new' : parts.join(', ');
}

function totalOf(
  { counts }: LedgerReportJson,
  key: 'added' | 'changed' | 'closed' | 'missing' | 'refused',
): number {
  return counts.reduce((sum, count) => sum + count[key], 0);
}
