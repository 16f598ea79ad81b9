import { readWorklist, type WorklistJson } from '@goodterms/api/collections/worklist.ts';
import { amountsText } from '@goodterms/ui/amount-text.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { TextField } from '@goodterms/ui/field.tsx';
import { Progress } from '@goodterms/ui/progress.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import { paths, type TodaySearch } from '../paths.ts';
import { BankFreshness } from '../cash/bank-freshness.tsx';
import { CollectorChoice } from '../customers/collector-choice.tsx';
import { ExportButton } from '../export-button.tsx';
import { RunMorning } from './run-morning.tsx';
import styles from './today-head.module.css';

/** As of when, how much is done, what was held back and why; and what the list shows. */
export function TodayHead({
  worklist,
  search,
  look,
}: {
  readonly worklist: WorklistJson;
  readonly search: TodaySearch;
  readonly look: (change: TodaySearch, replace?: boolean) => void;
}) {
  const all = worklist.tiers.reduce((sum, { count }) => sum + count, 0);
  const done = `${worklist.doneCount} of ${all} done`;
  return (
    <header className={styles.head}>
      <p className={styles.line}>
        <span className={styles.done}>{done}</span>
        {worklist.decidedAt && (
          <span>
            Decided <MomentText at={worklist.decidedAt} />
          </span>
        )}
        <BankFreshness of={worklist.bank} />
      </p>
      <Progress value={worklist.doneCount} of={all} says={done} quiet />
      <div className={styles.tools}>
        <TextField
          label="Narrow the list"
          labelHidden
          type="search"
          placeholder="Narrow the list"
          value={search.search ?? ''}
          onChange={(event) => look({ search: event.target.value || undefined }, true)}
        />
        <CollectorChoice
          value={search.collector}
          onChange={(collector) => look({ collector }, true)}
        />
        <RunMorning />
        <ExportButton
          endpoint={readWorklist}
          ask={{ query: { collector: search.collector, search: search.search } }}
        />
      </div>
      <HeldBack of={worklist.heldBack} />
    </header>
  );
}

/** One line that opens: who is left in peace although something is overdue. */
function HeldBack({ of }: { readonly of: WorklistJson['heldBack'] }) {
  if (of.length === 0) return null;
  const customers = of.reduce((sum, group) => sum + group.customers, 0);
  return (
    <details className={styles.heldBack}>
      <summary>
        <StateWord state="held">
          Held back: {counted(customers, 'customer')}.{' '}
          <span className={styles.soft}>
            {of.map((group) => `${group.title} ${group.customers}`).join(' · ')}
          </span>
        </StateWord>
      </summary>
      <ul className={styles.groups}>
        {of.map((group) => (
          <li key={group.reason} className={styles.group}>
            <Link
              to={paths.messages}
              search={{ box: 'held-back', reason: group.reason }}
              title={amountsText(group.amounts)}
            >
              {group.title}
            </Link>
            <span className={styles.soft}>{counted(group.customers, 'customer')}</span>
            <Amounts of={group.amounts} />
          </li>
        ))}
      </ul>
    </details>
  );
}
