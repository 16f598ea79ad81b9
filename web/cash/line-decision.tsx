import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText, MomentText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import { ChooseAside } from './choose-aside.tsx';
import { ChooseCustomer } from './choose-customer.tsx';
import { ChooseItems } from './choose-items.tsx';
import { ChooseReturned } from './choose-returned.tsx';
import type { LineActions } from './line-actions.ts';
import styles from './line-decision.module.css';
import { LineAdvice } from './line-advice.tsx';
import { LineEvidence } from './line-evidence.tsx';
import { LineItems } from './line-items.tsx';
import { LineShortPayments } from './line-short-payments.tsx';
import { DETAIL_ID } from './line-keys.ts';
import { lineStateWords } from './line-state.ts';
import { Proposals } from './proposals.tsx';

/** What is being chosen by hand for the line that is looked at. */
export type Choosing = 'items' | 'split' | 'customer' | 'aside' | undefined;

type Deciding = {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly choosing: Choosing;
  readonly onChoosing: (choosing: Choosing) => void;
  /** After a decision; false when it was refused. */
  readonly onDone: (isDone: boolean) => void;
};

/** All about one line: what the bank says, why it is where it is, and what can be decided. */
export function LineDecision({
  onLeave,
  ...deciding
}: Deciding & { readonly onLeave: () => void }) {
  const { line, actions } = deciding;
  const { today } = useSession();
  const { shape, word } = lineStateWords(line);
  const evidence = line.match?.evidence ?? line.proposals[0]?.evidence ?? [];
  return (
    <div className={styles.decision}>
      <Button look="quiet" className={styles.back} keyHint="Escape" onClick={onLeave}>
        Back to the lines
      </Button>
      <header>
        <h2 id={DETAIL_ID} tabIndex={-1} className={styles.title}>
          {amountText(line.amount)}
        </h2>
        <p className={styles.soft}>
          Booked <DayText on={line.bookedOn} today={today} />
          {line.valueOn && line.valueOn !== line.bookedOn && (
            <>
              , value <DayText on={line.valueOn} today={today} />
            </>
          )}
          , {line.account}
        </p>
      </header>
      <p>
        <StateWord state={shape}>{word}</StateWord> {line.sentence}{' '}
        {line.customer && (
          <Link to={paths.customer} params={{ customerId: line.customer.id }} search={{}}>
            {line.customer.name}
          </Link>
        )}
      </p>
      <LineEvidence line={line} evidence={evidence} />
      {line.match && <Match of={line.match} />}
      <LineAdvice lineId={line.id} />
      {line.match && <LineShortPayments lineId={line.id} />}
      {actions.isOpen(line) && deciding.choosing === undefined && (
        <Proposals line={line} actions={actions} onDone={deciding.onDone} />
      )}
      <Chosen {...deciding} />
      <Doing {...deciding} />
    </div>
  );
}

/** What can be done by hand. What cannot stays and says why. */
function Doing({ line, actions, choosing, onChoosing }: Omit<Deciding, 'onDone'>) {
  const isOpen = actions.isOpen(line);
  const decided = isOpen ? undefined : 'Something was decided about this line; undo that first.';
  const whyNot = actions.whyNot ?? decided;
  const isReturn = actions.isReturn(line);
  const notOfReturn = isReturn
    ? 'The bank took this money back; say which payment it was.'
    : whyNot;
  const toggle = (what: Choosing) => () => onChoosing(choosing === what ? undefined : what);
  return (
    <div className={styles.actions}>
      <Button keyHint="h" whyNot={whyNot} onClick={toggle('items')}>
        {isReturn ? 'Choose the payment' : 'Choose invoices'}
      </Button>
      <Button keyHint="s" whyNot={notOfReturn} onClick={toggle('split')}>
        Split
      </Button>
      <Button keyHint="a" whyNot={notOfReturn} onClick={toggle('customer')}>
        On account
      </Button>
      <Button keyHint="n" whyNot={whyNot} onClick={toggle('aside')}>
        Not a receivable
      </Button>
      <Button
        keyHint="u"
        busy={actions.isPending}
        whyNot={actions.whyNot ?? (isOpen ? 'Nothing was decided about this line yet.' : undefined)}
        onClick={() => void actions.undo(line)}
      >
        Undo
      </Button>
    </div>
  );
}

function Chosen({ line, actions, choosing, onChoosing, onDone }: Deciding) {
  const done = (isDone: boolean) => {
    if (isDone) onChoosing(undefined);
    onDone(isDone);
  };
  const leave = () => onChoosing(undefined);
  if (choosing === undefined || !actions.isOpen(line)) return null;
  if (choosing === 'aside')
    return <ChooseAside line={line} actions={actions} onDone={done} onLeave={leave} />;
  if (actions.isReturn(line))
    return <ChooseReturned line={line} actions={actions} onDone={done} onLeave={leave} />;
  if (choosing === 'customer')
    return <ChooseCustomer line={line} actions={actions} onDone={done} onLeave={leave} />;
  return (
    <ChooseItems
      key={choosing}
      line={line}
      isSplit={choosing === 'split'}
      actions={actions}
      onDone={done}
      onLeave={leave}
    />
  );
}

/** What was decided, by whom and when, and what it settled. */
function Match({ of }: { readonly of: NonNullable<BankLineJson['match']> }) {
  return (
    <Panel title="Set against" level={3}>
      <p className={styles.soft}>
        {of.byRule ? 'By itself' : of.by}, <MomentText at={of.at} />
      </p>
      <LineItems of={of.items} />
    </Panel>
  );
}
