import type { MoneyJson } from '@goodterms/api/fields.ts';
import { closeDispute, disputeReason, openDispute } from '@goodterms/api/disputes/dispute.ts';
import { amountText, isZero, typedAmount } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice, TextArea, TextField } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import { offerUndo } from '../undo.ts';
import styles from './dispute-form.module.css';
import { DISPUTE_REASONS } from './dispute-reasons.ts';

type Item = { readonly id: string; readonly reference: string; readonly open: MoneyJson };

/** What they do not accept: which invoice, how much of it, why, in their words. */
export function DisputeForm({
  customerId,
  items,
  onDone,
}: {
  readonly customerId: string;
  readonly items: readonly Item[];
  readonly onDone: () => void;
}) {
  const dispute = useWrite(openDispute);
  const close = useWrite(closeDispute);
  const open = items.filter((item) => !isZero(item.open));
  const [openItemId, setOpenItemId] = useState(open[0]?.id ?? '');
  const [reason, setReason] = useState<keyof typeof DISPUTE_REASONS>('price');
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const item = open.find(({ id }) => id === openItemId);
  const exact = typedAmount(typed);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (item === undefined || (typed !== '' && exact === undefined)) return;
    const amount =
      exact === undefined ? undefined : { amount: exact, currency: item.open.currency };
    dispute.mutate(
      { params: { customerId }, body: { openItemId, reason, said, ...(amount ? { amount } : {}) } },
      {
        onSuccess: ({ id }) => {
          offerUndo({
            said: `${amountText(amount ?? item.open)} of ${item.reference} is disputed and will not be asked for.`,
            back: () =>
              close.mutateAsync({
                params: { disputeId: id },
                body: { verdict: 'withdrawn', note: 'Taken back at once.' },
              }),
          });
          onDone();
        },
      },
    );
  };

  if (open.length === 0) return <p>Nothing is open that could be disputed.</p>;
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label="Invoice"
        value={openItemId}
        options={open.map(({ id, reference, open: amount }) => ({
          value: id,
          label: `${reference}, ${amountText(amount)} open`,
        }))}
        onChange={(event) => setOpenItemId(event.target.value)}
      />
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
      <TextField
        label="Amount not accepted"
        inputMode="decimal"
        placeholder={item && amountText(item.open)}
        hint="Leave it empty when they dispute all of it. The rest is still asked for."
        value={typed}
        problem={typed && exact === undefined ? 'Not an amount like 1,250.00.' : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <TextArea
        label="In their words"
        rows={2}
        value={said}
        maxLength={2000}
        onChange={(event) => setSaid(event.target.value)}
      />
      <Problem of={dispute.error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={dispute.isPending}>
          Open the dispute
        </Button>
      </div>
    </form>
  );
}
