import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { NOT_RECEIVABLE, type NotReceivable } from '@goodterms/core/cash/bank-line.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useKeys } from '../keys.ts';
import type { LineActions } from './line-actions.ts';
import styles from './line-decision.module.css';

const KIND_WORDS: Readonly<Record<NotReceivable, string>> = {
  interest: 'Interest of the bank',
  supplier_refund: 'Refund of a supplier',
  tax_refund: 'Refund of taxes',
  own_transfer: 'Between our own accounts',
  loan: 'Loan or capital',
  misdirected: 'Meant for somebody else',
  other: 'Something else',
};

/** What the money is instead of a receivable: one key each. */
export function ChooseAside({
  line,
  actions,
  onDone,
  onLeave,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: (isDone: boolean) => void;
  readonly onLeave: () => void;
}) {
  const take = (kind: NotReceivable) => {
    if (!actions.isPending) void actions.setAside(line, kind).then(onDone);
  };
  useKeys(
    'Not a receivable',
    Object.fromEntries(
      NOT_RECEIVABLE.map((kind, place) => [
        String(place + 1),
        { says: KIND_WORDS[kind], run: () => take(kind) },
      ]),
    ),
  );
  return (
    <Panel title="Not a receivable, but" level={3} look="raised" onClose={onLeave}>
      <div className={styles.actions}>
        {NOT_RECEIVABLE.map((kind, place) => (
          <Button
            key={kind}
            keyHint={String(place + 1)}
            busy={actions.isPending}
            onClick={() => take(kind)}
          >
            {KIND_WORDS[kind]}
          </Button>
        ))}
      </div>
    </Panel>
  );
}
