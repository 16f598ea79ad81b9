import type { ExplanationJson } from '@goodterms/api/collections/customer-page.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Panel } from '@goodterms/ui/panel.tsx';
import { Checks } from '../messaging/checks.tsx';
import styles from './may-ask.module.css';

/** What may be asked for today, what may not and why; and every check that stands behind it. */
export function MayAsk({ explanation }: { readonly explanation: ExplanationJson }) {
  const { chaseable, open, overdue, credits, checks } = explanation;
  const failed = checks.filter(({ passed }) => !passed);
  return (
    <Panel title="What may be asked today" level={3}>
      <dl className={styles.sums}>
        <div>
          <dt>May be asked for</dt>
          <dd>
            <Amounts of={chaseable} strong />
          </dd>
        </div>
        <div>
          <dt>Overdue</dt>
          <dd>
            <Amounts of={overdue} />
          </dd>
        </div>
        <div>
          <dt>Open</dt>
          <dd>
            <Amounts of={open} />
          </dd>
        </div>
        <div>
          <dt>Credits</dt>
          <dd>
            <Amounts of={credits} />
          </dd>
        </div>
      </dl>
      <Checks of={failed} />
      <details className={styles.all}>
        <summary>
          {failed.length === 0
            ? `All ${counted(checks.length, 'check')} passed`
            : `${failed.length} of ${counted(checks.length, 'check')} did not pass`}
        </summary>
        <Checks of={checks} />
      </details>
    </Panel>
  );
}
