import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { amountText, isZero } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import styles from './bank-lines.module.css';
import { ChooseCustomer } from './choose-customer.tsx';
import { ChooseItems } from './choose-items.tsx';
import type { LineActions } from './line-actions.ts';

/** What is being chosen by hand for the open line. */
export type Choosing = 'items' | 'customer' | undefined;

/** Why a line is where it is, and what can be decided about it. */
export function LineDecision({
  line,
  actions,
  choosing,
  onChoosing,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly choosing: Choosing;
  readonly onChoosing: (choosing: Choosing) => void;
}) {
  const isOpen = actions.isOpen(line);
  const decided = isOpen ? undefined : 'Something was decided about this line; undo that first.';
  return (
    <div className={styles.decision}>
      <p>
        {line.sentence}
        {line.customer && (
          <>
            {' '}
            <Link to={paths.customer} params={{ customerId: line.customer.id }} search={{}}>
              {line.customer.name}
            </Link>
          </>
        )}
        {line.payerAccount && <span className={styles.soft}> From {line.payerAccount}.</span>}
      </p>
      {line.match && <Match of={line.match} />}
      {isOpen && <Proposals line={line} actions={actions} />}
      {choosing === 'items' && (
        <ChooseItems line={line} actions={actions} onDone={() => onChoosing(undefined)} />
      )}
      {choosing === 'customer' && (
        <ChooseCustomer line={line} actions={actions} onDone={() => onChoosing(undefined)} />
      )}
      <div className={styles.actions}>
        <Button
          keyHint="s"
          whyNot={actions.whyNot ?? decided}
          onClick={() => onChoosing(choosing === 'items' ? undefined : 'items')}
        >
          Choose invoices
        </Button>
        <Button
          keyHint="a"
          whyNot={actions.whyNot ?? decided}
          onClick={() => onChoosing(choosing === 'customer' ? undefined : 'customer')}
        >
          On account
        </Button>
        <Button
          keyHint="x"
          busy={actions.isPending}
          whyNot={actions.whyNot ?? decided}
          onClick={() => void actions.setAside(line)}
        >
          Not a receivable
        </Button>
        <Button
          keyHint="u"
          busy={actions.isPending}
          whyNot={
            actions.whyNot ?? (isOpen ? 'Nothing was decided about this line yet.' : undefined)
          }
          onClick={() => void actions.undo(line)}
        >
          Undo
        </Button>
      </div>
    </div>
  );
}

/** Tab goes from one to the next; Enter on the line takes the first. */
function Proposals({
  line,
  actions,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
}) {
  return (
    <ol className={styles.proposals} aria-label="Proposals">
      {line.proposals.map((proposal, place) => (
        <li key={proposal.customerId + proposal.sentence} className={styles.proposal}>
          <p>
            <strong>{proposal.customerName}.</strong> {proposal.sentence}
          </p>
          <Button
            look={place === 0 ? 'main' : 'plain'}
            {...(place === 0 ? { keyHint: 'Enter' } : {})}
            busy={actions.isPending}
            whyNot={actions.whyNot}
            onClick={() => void actions.confirm(line, proposal)}
          >
            Confirm
          </Button>
          <Items of={proposal.items} />
          {!isZero(proposal.rest) && (
            <p className={styles.soft}>{amountText(proposal.rest)} stays on account.</p>
          )}
          <EvidenceWords of={proposal.evidence} />
        </li>
      ))}
    </ol>
  );
}

function Match({ of }: { readonly of: NonNullable<BankLineJson['match']> }) {
  return (
    <div className={styles.proposal}>
      <p className={styles.soft}>
        {of.by}, <MomentText at={of.at} />
      </p>
      <Items of={of.items} />
      <EvidenceWords of={of.evidence} />
    </div>
  );
}

function Items({ of }: { readonly of: NonNullable<BankLineJson['match']>['items'] }) {
  return (
    <ul className={styles.items}>
      {of.map((item) => (
        <li key={`${item.openItemId} ${item.creditNote?.id}`} className={styles.item}>
          <span>
            {item.reference}
            {item.creditNote && <>, by {item.creditNote.reference}</>}
            <span className={styles.soft}>, {amountText(item.open)} open</span>
          </span>
          <Amount of={item.applied} />
        </li>
      ))}
    </ul>
  );
}

function EvidenceWords({ of }: { readonly of: NonNullable<BankLineJson['match']>['evidence'] }) {
  if (of.length === 0) return null;
  return (
    <ul className={styles.evidence}>
      {of.map(({ kind, sentence, from }) => (
        <li key={`${kind}-${sentence}-${from}`}>{sentence}</li>
      ))}
    </ul>
  );
}
