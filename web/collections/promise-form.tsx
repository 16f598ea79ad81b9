import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { cancelPromise, makePromise } from '@goodterms/api/collections/promise-to-pay.ts';
import { amountText, isZero, typedAmount } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { dayWords } from '@goodterms/ui/day-words.ts';
import { Choice, FieldRow, TextArea, TextField } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { DayField } from '../day-field.tsx';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';
import { totals } from '../totals.ts';
import { offerUndo } from '../undo.ts';
import styles from './form.module.css';
import { ItemTicks } from './item-ticks.tsx';

const CHANNELS = [
  { value: 'call', label: 'On the telephone' },
  { value: 'mail', label: 'By mail' },
  { value: 'visit', label: 'In person' },
  { value: 'portal', label: 'On the portal' },
  { value: 'other', label: 'Otherwise' },
] as const;

/** Their word: how much, by when, who said it, in which words. */
export function PromiseForm({
  customer,
  onDone,
}: {
  readonly customer: CustomerPageJson;
  readonly onDone: () => void;
}) {
  const { today } = useSession();
  const { save, error, isPending } = useSavePromise(customer, onDone);
  const items = customer.explanation.items.filter(({ open }) => !isZero(open));
  const currencies = [...new Set(items.map(({ open }) => open.currency))];
  const [currency, setCurrency] = useState(currencies[0] ?? 'EUR');
  const inCurrency = items.filter(({ open }) => open.currency === currency);
  const overdue = inCurrency.filter(({ daysOverdue }) => daysOverdue > 0);
  const [ticked, setTicked] = useState(new Set(overdue.map(({ id }) => id)));
  const [typed, setTyped] = useState<string>();
  const [promisedFor, setPromisedFor] = useState('');
  const [saidBy, setSaidBy] = useState(customer.contacts.find((one) => one.isPrimary)?.name ?? '');
  const [said, setSaid] = useState('');
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]['value']>('call');

  const chosen = inCurrency.filter(({ id }) => ticked.has(id));
  const [total] = totals(chosen.map(({ open }) => open));
  const amount = typed ?? total?.amount ?? '';
  const exact = typedAmount(amount);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (exact === undefined) return;
    save({
      amount: { amount: exact, currency },
      promisedFor,
      saidBy,
      said,
      channel,
      openItemIds: chosen.map(({ id }) => id),
    });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <FieldRow>
        <TextField
          label={`Amount in ${currency}`}
          inputMode="decimal"
          value={amount}
          required
          problem={amount && exact === undefined ? 'Not an amount like 1,250.00.' : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        {currencies.length > 1 && (
          <Choice
            label="Currency"
            value={currency}
            options={currencies.map((code) => ({ value: code, label: code }))}
            onChange={(event) => {
              setCurrency(event.target.value);
              setTyped(undefined);
            }}
          />
        )}
      </FieldRow>
      <DayField
        label="Will be paid on"
        value={promisedFor}
        onChange={setPromisedFor}
        today={today}
      />
      <ItemTicks
        legend="It covers"
        items={inCurrency}
        ticked={ticked}
        onTicked={(next) => {
          setTicked(next);
          setTyped(undefined);
        }}
        today={today}
      />
      <FieldRow>
        <TextField
          label="Said by"
          value={saidBy}
          maxLength={120}
          list="people-of-the-customer"
          onChange={(event) => setSaidBy(event.target.value)}
        />
        <Choice
          label="How"
          value={channel}
          options={CHANNELS}
          onChange={(event) =>
            setChannel(CHANNELS.find(({ value }) => value === event.target.value)?.value ?? 'call')
          }
        />
      </FieldRow>
      <datalist id="people-of-the-customer">
        {customer.contacts.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <TextArea
        label="In their words"
        rows={2}
        value={said}
        maxLength={2000}
        onChange={(event) => setSaid(event.target.value)}
      />
      <Problem of={error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={isPending}>
          {exact === undefined || promisedFor === ''
            ? 'Note the promise'
            : `Note ${amountText({ amount: exact, currency })} by ${dayWords(promisedFor, today)}`}
        </Button>
      </div>
    </form>
  );
}

function useSavePromise({ id: customerId }: CustomerPageJson, onDone: () => void) {
  const make = useWrite(makePromise);
  const cancel = useWrite(cancelPromise);
  const { today } = useSession();
  return {
    error: make.error,
    isPending: make.isPending,
    save: (body: Parameters<typeof make.mutate>[0]['body']) =>
      make.mutate(
        { params: { customerId }, body },
        {
          onSuccess: ({ id }) => {
            const what = `${amountText(body.amount)} promised for ${dayWords(body.promisedFor, today)}.`;
            const note = 'Taken back at once.';
            offerUndo({
              said: what,
              back: () => cancel.mutateAsync({ params: { promiseId: id }, body: { note } }),
            });
            onDone();
          },
        },
      ),
  };
}
