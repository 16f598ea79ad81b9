import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import type { ReactNode } from 'react';
import { disputeReasonSaid } from '../disputes/dispute-reasons.ts';
import { useSession } from '../session.ts';
import styles from './between-us.module.css';
import { holdReasonSaid, promiseStateSaid } from './fact-words.ts';

/** What stands between us and them now: what we owe them first, then their word, then the rest. */
export function BetweenUs({ customer }: { readonly customer: CustomerPageJson }) {
  const { today } = useSession();
  const holds = customer.holds.filter((hold) => hold.liftedAt === null && hold.untilOn >= today);
  const ours = holds.filter(({ reason }) => reason === 'ours_to_answer');
  const others = holds.filter(({ reason }) => reason !== 'ours_to_answer');
  const promises = customer.promises.filter(({ state }) => state === 'open' || state === 'broken');
  const disputes = customer.disputes.filter(({ verdict }) => verdict === null);
  if (ours.length + others.length + promises.length + disputes.length === 0) return null;
  return (
    <Panel title="Between us" level={3}>
      <ul className={styles.list}>
        {ours.map(({ id, untilOn, note, reference }) => (
          <Line key={id} state={<StateWord state="ours">We owe an answer</StateWord>}>
            by <DayText on={untilOn} today={today} />
            {reference && `, about ${reference}`}
            {note && <Said>{note}</Said>}
          </Line>
        ))}
        {promises.map(({ id, state, amount, promisedFor, saidBy, said }) => (
          <Line
            key={id}
            state={
              <StateWord state={state === 'broken' ? 'broken' : 'promised'}>
                {promiseStateSaid(state)}
              </StateWord>
            }
          >
            <Amount of={amount} /> for <DayText on={promisedFor} today={today} />
            {saidBy && ` by ${saidBy}`}
            {said && <Said>{said}</Said>}
          </Line>
        ))}
        {disputes.map(({ id, reference, amount, reason, said, openedOn }) => (
          <Line key={id} state={<StateWord state="disputed">Disputed</StateWord>}>
            {amount ? <Amount of={amount} /> : 'all'} of {reference} since{' '}
            <DayText on={openedOn} today={today} />: {disputeReasonSaid(reason).toLowerCase()}
            {said && <Said>{said}</Said>}
          </Line>
        ))}
        {others.map(({ id, reason, untilOn, note, reference }) => (
          <Line key={id} state={<StateWord state="held">Held back</StateWord>}>
            until <DayText on={untilOn} today={today} />
            {reference && `, ${reference} only`}: {holdReasonSaid(reason).toLowerCase()}
            {note && <Said>{note}</Said>}
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Line({ state, children }: { readonly state: ReactNode; readonly children: ReactNode }) {
  return (
    <li className={styles.line}>
      {state}
      <span>{children}</span>
    </li>
  );
}

function Said({ children }: { readonly children: string }) {
  return <q className={styles.said}>{children}</q>;
}
