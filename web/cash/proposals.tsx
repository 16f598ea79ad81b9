import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { amountText, isZero } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { withAmounts } from '../amounts-said.ts';
import type { LineActions } from './line-actions.ts';
import styles from './line-decision.module.css';
import { LineItems } from './line-items.tsx';
import { whoseItems } from './whose-items.ts';

/** Best first. `c` takes the first, its figure each other one. */
export function Proposals({
  line,
  actions,
  onDone,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: (isDone: boolean) => void;
}) {
  if (line.proposals.length === 0) return null;
  return (
    <Panel title={line.proposals.length === 1 ? 'Proposal' : 'Proposals, best first'} level={3}>
      <ol className={styles.proposals} aria-label="Proposals">
        {line.proposals.map((proposal, place) => (
          <li
            key={proposal.customerId + proposal.sentence}
            className={place === 0 ? `${styles.proposal} ${styles.best}` : styles.proposal}
          >
            <div className={styles.proposalHead}>
              <p>
                <strong>{whoseItems(proposal.customerName, proposal.items)}.</strong>{' '}
                {withAmounts(proposal.sentence)}
              </p>
              <Button
                look={place === 0 ? 'main' : 'plain'}
                keyHint={place === 0 ? 'c' : String(place + 1)}
                busy={actions.isPending}
                whyNot={actions.whyNot}
                onClick={() => void actions.confirm(line, proposal).then(onDone)}
              >
                Confirm
              </Button>
            </div>
            <LineItems of={proposal.items} />
            {!isZero(proposal.rest) && (
              <p className={styles.reasons}>{amountText(proposal.rest)} stays on account.</p>
            )}
            {place > 0 && proposal.evidence.length > 0 && (
              <p className={styles.reasons}>
                {proposal.evidence.map(({ sentence }) => withAmounts(sentence)).join('; ')}.
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
