import type { ExplanationJson, GatedItemJson } from '@goodterms/api/collections/customer-page.ts';
import { isZero } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText, DueText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { StateWord, type State } from '@goodterms/ui/state-word.tsx';
import { Table, type Column } from '@goodterms/ui/table.tsx';
import { useState } from 'react';
import { useSession } from '../session.ts';
import styles from './gated-items.module.css';

/** The open items, each with what the gate says about it now in the last column. */
export function GatedItems({
  explanation,
  compact = false,
}: {
  readonly explanation: ExplanationJson;
  readonly compact?: boolean;
}) {
  const { today } = useSession();
  const [all, setAll] = useState(false);
  const rows = all ? explanation.items : explanation.items.slice(0, AT_FIRST);
  if (explanation.items.length === 0) {
    return <EmptyState title="Nothing is open">Every item is settled.</EmptyState>;
  }
  return (
    <div className={styles.items}>
      <Table
        caption="Open items"
        captionShown={compact}
        columns={columns(today, compact)}
        rows={rows}
        rowKey={(item) => item.id}
      />
      {rows.length < explanation.items.length && (
        <Button onClick={() => setAll(true)}>
          Show all {counted(explanation.items.length, 'item')}
        </Button>
      )}
    </div>
  );
}

/** The oldest come first; what is beyond is one press away, so that the page stays in reach. */
const AT_FIRST = 15;

function columns(today: string, compact: boolean): Column<GatedItemJson>[] {
  const all: (Column<GatedItemJson> & { readonly full?: boolean })[] = [
    {
      key: 'reference',
      head: 'Item',
      cell: ({ reference, kind, dueOn }) => (
        <>
          {reference}
          {kind !== 'invoice' && <span className={styles.soft}> {kind.replaceAll('_', ' ')}</span>}
          {compact && (
            <span className={styles.under}>
              <DueText on={dueOn} today={today} />
            </span>
          )}
        </>
      ),
    },
    {
      key: 'issued',
      head: 'Issued',
      full: true,
      spare: true,
      cell: ({ issuedOn }) => <DayText on={issuedOn} today={today} />,
    },
    {
      key: 'due',
      head: 'Due',
      full: true,
      cell: ({ dueOn }) => <DueText on={dueOn} today={today} />,
    },
    {
      key: 'amount',
      head: 'Amount',
      full: true,
      right: true,
      spare: true,
      cell: ({ amount }) => <Amount of={amount} />,
    },
    { key: 'open', head: 'Open', right: true, cell: ({ open }) => <Amount of={open} /> },
    {
      key: 'level',
      head: 'Last reminder',
      full: true,
      spare: true,
      cell: ({ lastLevel, lastLevelOn }) =>
        lastLevel === null || lastLevelOn === null ? (
          <span className={styles.soft}>none</span>
        ) : (
          <>
            Level {lastLevel}, <DayText on={lastLevelOn} today={today} />
          </>
        ),
    },
    {
      key: 'gate',
      head: 'May be asked',
      wide: !compact,
      right: compact,
      cell: (item) => <Gate item={item} compact={compact} />,
    },
  ];
  return all.filter(({ full }) => !compact || full !== true);
}

const REASON_STATES: Readonly<Record<string, State>> = {
  promised: 'promised',
  open_promise: 'promised',
  disputed: 'disputed',
  dispute: 'disputed',
  ours_to_answer: 'ours',
  not_due: 'open',
  paid: 'paid',
  settled: 'paid',
};

function Gate({ item, compact }: { readonly item: GatedItemJson; readonly compact: boolean }) {
  const all = isZero(item.askable);
  if (compact) {
    const said = item.exclusions.map(({ sentence }) => sentence).join(' ');
    return (
      <span title={said}>
        <Amount of={item.askable} />
        {said && <span className="aloud">. {said}</span>}
      </span>
    );
  }
  return (
    <span className={styles.gate}>
      {!all && (
        <span>
          <Amount of={item.askable} />
        </span>
      )}
      {item.exclusions.map(({ reason, sentence }) => (
        <StateWord key={reason + sentence} state={REASON_STATES[reason] ?? 'held'}>
          <span className={styles.sentence}>{sentence}</span>
        </StateWord>
      ))}
      {all && item.exclusions.length === 0 && <span className={styles.soft}>not due yet</span>}
    </span>
  );
}
