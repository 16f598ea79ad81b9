import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { liftHold } from '@goodterms/api/collections/dunning-hold.ts';
import { cancelPromise } from '@goodterms/api/collections/promise-to-pay.ts';
import { closeDispute } from '@goodterms/api/disputes/dispute.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { StateWord, type State } from '@goodterms/ui/state-word.tsx';
import type { ReactNode } from 'react';
import { useWrite } from '../asking.ts';
import { disputeReasonSaid } from '../disputes/dispute-reasons.ts';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { holdReasonSaid, promiseStateSaid } from './fact-words.ts';
import styles from './facts.module.css';

type Page = CustomerPageJson;

/** Their word, open and past, with the one thing that can still be done about it. */
export function Promises({ of }: { readonly of: Page['promises'] }) {
  const { today } = useSession();
  const cancel = useWrite(cancelPromise);
  const mayNot = useWhyNot('collections.write');
  if (of.length === 0) return null;
  return (
    <Facts title="Promises to pay" problem={cancel.error}>
      {of.map(({ id, state, amount, promisedFor, madeOn, saidBy, said, references }) => (
        <Fact
          key={id}
          state={PROMISE_SHAPES[state]}
          word={promiseStateSaid(state)}
          action={
            <Button
              look="quiet"
              busy={cancel.isPending}
              whyNot={
                mayNot ??
                (state === 'open'
                  ? undefined
                  : `This promise is ${promiseStateSaid(state)} already.`)
              }
              onClick={() =>
                cancel.mutate({ params: { promiseId: id }, body: { note: 'Taken back by hand.' } })
              }
            >
              Take back
            </Button>
          }
        >
          <Amount of={amount} /> for <DayText on={promisedFor} today={today} />
          {saidBy && `, said by ${saidBy}`} on <DayText on={madeOn} today={today} />
          {references.length > 0 && <span className={styles.soft}>, {references.join(', ')}</span>}
          {said && <q className={styles.said}>{said}</q>}
        </Fact>
      ))}
    </Facts>
  );
}

const PROMISE_SHAPES: Readonly<Record<Page['promises'][number]['state'], State>> = {
  open: 'promised',
  kept: 'paid',
  partly_kept: 'overdue',
  broken: 'broken',
  cancelled: 'ended',
};

const VERDICTS = [
  { verdict: 'valid', says: 'They were right' },
  { verdict: 'not_valid', says: 'They were not' },
  { verdict: 'withdrawn', says: 'Withdrawn' },
] as const;

/** What they do not accept, and our verdict. */
export function Disputes({ of }: { readonly of: Page['disputes'] }) {
  const { today } = useSession();
  const close = useWrite(closeDispute);
  const mayNot = useWhyNot('disputes.write');
  if (of.length === 0) return null;
  return (
    <Facts title="Disputes" problem={close.error}>
      {of.map(({ id, verdict, amount, reference, reason, said, openedOn, openedBy }) => {
        const decided = VERDICTS.find((one) => one.verdict === verdict);
        return (
          <Fact
            key={id}
            state={verdict === null ? 'disputed' : 'ended'}
            word={decided?.says ?? 'Disputed'}
            action={
              verdict === null &&
              VERDICTS.map((one) => (
                <Button
                  key={one.verdict}
                  look="quiet"
                  busy={close.isPending}
                  whyNot={mayNot}
                  onClick={() =>
                    close.mutate({ params: { disputeId: id }, body: { verdict: one.verdict } })
                  }
                >
                  {one.says}
                </Button>
              ))
            }
          >
            {amount ? <Amount of={amount} /> : 'All'} of {reference}:{' '}
            {disputeReasonSaid(reason).toLowerCase()}
            <span className={styles.soft}>
              , opened <DayText on={openedOn} today={today} /> by {openedBy}
            </span>
            {said && <q className={styles.said}>{said}</q>}
          </Fact>
        );
      })}
    </Facts>
  );
}

/** When they are left in peace, until when and why. */
export function Holds({ of }: { readonly of: Page['holds'] }) {
  const { today } = useSession();
  const lift = useWrite(liftHold);
  const mayNot = useWhyNot('collections.write');
  if (of.length === 0) return null;
  return (
    <Facts title="Holds" problem={lift.error}>
      {of.map(({ id, reason, note, reference, fromOn, untilOn, setBy, liftedAt }) => {
        const isOver = liftedAt !== null || untilOn < today;
        const inForce = reason === 'ours_to_answer' ? 'We owe an answer' : 'Held back';
        return (
          <Fact
            key={id}
            state={isOver ? 'ended' : reason === 'ours_to_answer' ? 'ours' : 'held'}
            word={isOver ? 'Ended' : inForce}
            action={
              <Button
                look="quiet"
                busy={lift.isPending}
                whyNot={mayNot ?? (isOver ? 'This hold has ended already.' : undefined)}
                onClick={() => lift.mutate({ params: { holdId: id }, body: {} })}
              >
                End it
              </Button>
            }
          >
            <DayText on={fromOn} today={today} /> to <DayText on={untilOn} today={today} />
            {reference && `, ${reference} only`}: {holdReasonSaid(reason).toLowerCase()}
            <span className={styles.soft}>, set by {setBy}</span>
            {note && <q className={styles.said}>{note}</q>}
          </Fact>
        );
      })}
    </Facts>
  );
}

function Facts({
  title,
  problem,
  children,
}: {
  readonly title: string;
  readonly problem: unknown;
  readonly children: ReactNode;
}) {
  return (
    <Panel title={title} level={3}>
      <Problem of={problem} />
      <ul className={styles.facts}>{children}</ul>
    </Panel>
  );
}

function Fact({
  state,
  word,
  action,
  children,
}: {
  readonly state: State;
  readonly word: string;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li className={styles.fact}>
      <StateWord state={state}>{word}</StateWord>
      <span className={styles.actions}>{action}</span>
      <div className={styles.words}>{children}</div>
    </li>
  );
}
