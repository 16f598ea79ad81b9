import {
  answerShortPayment,
  undoShortPaymentAnswer,
  type ShortPaymentJson,
} from '@goodterms/api/cash/short-payments.ts';
import { disputeReason } from '@goodterms/api/disputes/dispute.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText, MomentText } from '@goodterms/ui/day-text.tsx';
import { Choice, TextArea } from '@goodterms/ui/field.tsx';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { DISPUTE_REASONS } from '../disputes/dispute-reasons.ts';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { offerUndo } from '../undo.ts';
import styles from './short-payments.module.css';

type Answer = ShortPaymentJson['answers'][number]['answer'];
type Reason = (typeof disputeReason.options)[number];

/** The answers as verbs, in the order in which they are offered. */
const VERBS: readonly (readonly [Answer, string])[] = [
  ['discount', 'Grant the discount'],
  ['deduction', 'They kept it back…'],
  ['dispute', 'They dispute it…'],
  ['write_off', 'Waive it'],
  ['still_due', 'They still owe it'],
];

/** What a payment left open, what it looks like, and the five things that can be said about it. */
export function ShortPayment({ of }: { readonly of: ShortPaymentJson }) {
  const { today } = useSession();
  const [asking, setAsking] = useState<'deduction' | 'dispute'>();
  const answers = useAnswers(of);
  return (
    <div className={styles.short}>
      <p className={styles.head}>
        <Link to={paths.customer} params={{ customerId: of.customer.id }} search={{}}>
          {of.customer.name}
        </Link>
        <span>
          paid {amountText(of.paid)} on <DayText on={of.bookedOn} today={today} />; of{' '}
          {of.item.reference}, {amountText(of.item.amount)},
        </span>
        <strong className={styles.amount}>
          <Amount of={of.answered ? of.missing : of.open} strong />
        </strong>
        <span>is missing.</span>
      </p>
      <p className={styles.soft}>
        {of.sentence}
        {of.discountUntil && (
          <>
            {' '}
            It was agreed through <DayText on={of.discountUntil} today={today} />.
          </>
        )}
      </p>
      {of.answered ? (
        <p>
          {of.answered.sentence}{' '}
          <span className={styles.soft}>
            {of.answered.by === 'rule' ? 'By rule' : of.answered.by},{' '}
            <MomentText at={of.answered.at} />
          </span>{' '}
          <Button look="quiet" busy={answers.isPending} onClick={() => void answers.takeBack()}>
            Take this back
          </Button>
        </p>
      ) : (
        <div className={styles.verbs}>
          {VERBS.filter(([answer]) => answer !== 'discount' || of.kind.startsWith('discount')).map(
            ([answer, verb]) => (
              <Button
                key={answer}
                whyNot={answers.whyNot(answer)}
                busy={answers.isPending}
                {...(answer === asking ? { 'aria-expanded': true } : {})}
                onClick={() =>
                  answer === 'deduction' || answer === 'dispute'
                    ? setAsking(answer === asking ? undefined : answer)
                    : void answers.say(answer)
                }
              >
                {verb}
              </Button>
            ),
          )}
        </div>
      )}
      {asking && !of.answered && (
        <ReasonForm
          answer={asking}
          busy={answers.isPending}
          onSay={(reason, said) => void answers.say(asking, { reason, said })}
        />
      )}
      <Problem of={answers.error} />
    </div>
  );
}

function ReasonForm({
  answer,
  busy,
  onSay,
}: {
  readonly answer: 'deduction' | 'dispute';
  readonly busy: boolean;
  readonly onSay: (reason: Reason, said: string) => void;
}) {
  const [reason, setReason] = useState<Reason>('price');
  const [said, setSaid] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSay(reason, said);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label="Because"
        value={reason}
        options={disputeReason.options.map((value) => ({ value, label: DISPUTE_REASONS[value] }))}
        onChange={(event) =>
          setReason(
            disputeReason.options.find((value) => value === event.target.value) ?? 'unknown',
          )
        }
      />
      <TextArea
        label="In their words"
        rows={2}
        value={said}
        maxLength={2000}
        onChange={(event) => setSaid(event.target.value)}
      />
      <Button type="submit" look="main" busy={busy}>
        {answer === 'deduction' ? 'Note the deduction' : 'Open the dispute'}
      </Button>
    </form>
  );
}

function useAnswers(of: ShortPaymentJson) {
  const write = useWrite(answerShortPayment);
  const undo = useWrite(undoShortPaymentAnswer);
  const mayNot = useWhyNot('cash.write');
  const params = { shortPaymentId: of.id };
  const back = () => undo.mutateAsync({ params, body: {} });
  return {
    isPending: write.isPending || undo.isPending,
    error: write.error ?? undo.error,
    whyNot: (answer: Answer) =>
      mayNot ?? of.answers.find((one) => one.answer === answer)?.whyNot ?? undefined,
    takeBack: () => back().catch(() => undefined),
    say: async (answer: Answer, why?: { readonly reason: Reason; readonly said: string }) => {
      try {
        await write.mutateAsync({ params, body: { answer, ...why } });
        offerUndo({ said: DONE[answer](amountText(of.open), of.item.reference), back });
      } catch {
        // The problem stands below the buttons.
      }
    },
  };
}

const DONE: Readonly<Record<Answer, (amount: string, reference: string) => string>> = {
  deduction: (amount, reference) => `${amount} of ${reference} is a deduction for us to look into.`,
  dispute: (amount, reference) => `${amount} of ${reference} is disputed and not asked for.`,
  write_off: (amount, reference) => `${amount} of ${reference} is waived.`,
  discount: (amount, reference) => `${amount} of ${reference} is granted as a discount.`,
  still_due: (amount, reference) => `${amount} of ${reference} is asked for again.`,
};
