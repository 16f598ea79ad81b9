import { findCandidates, type BankLineJson } from '@goodterms/api/cash/cash.ts';
import {
  isPositive,
  moneyText,
  parseMoney,
  smaller,
  subtract,
  toCurrency,
  zero,
  type Money,
} from '@goodterms/core/kernel/money.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asking } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import styles from './bank-lines.module.css';
import type { LineActions } from './line-actions.ts';

type Candidate = ReplyOf<typeof findCandidates>['items'][number];
type Part = { readonly item: Candidate; readonly amount: string };

/** Invoices chosen by hand; each takes what is open until the money runs out. */
export function ChooseItems({
  line,
  actions,
  onDone,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: () => void;
}) {
  const [search, setSearch] = useState('');
  const [parts, setParts] = useState<readonly Part[]>([]);
  const found = useQuery({
    ...asking(findCandidates, { params: { lineId: line.id }, query: { search } }),
    placeholderData: keepPreviousData,
  });
  const rest = restOf(line, parts);
  const customer = parts[0]?.item;
  const tick = (item: Candidate, isChosen: boolean) =>
    setParts((now) =>
      isChosen
        ? [...now, { item, amount: moneyText(fitting(item, restOf(line, now))) }]
        : now.filter((part) => part.item.openItemId !== item.openItemId),
    );
  const save = async () => {
    if (customer === undefined) return;
    const done = await actions.confirm(line, {
      customerId: customer.customerId,
      customerName: customer.customerName,
      items: parts.map(({ item, amount }) => ({
        openItemId: item.openItemId,
        applied: { amount, currency: line.amount.currency },
      })),
    });
    if (done) onDone();
  };

  return (
    <div className={styles.choose}>
      <TextField
        label="Invoices by number, customer or amount"
        type="search"
        value={search}
        // Opened to search.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setSearch(event.target.value)}
      />
      <Loaded query={found} rows={4}>
        {({ items }) => (
          <div className={styles.candidates}>
            {listed(parts, items).map((item) => (
              <CandidateRow
                key={item.openItemId}
                item={item}
                part={parts.find((part) => part.item.openItemId === item.openItemId)}
                whyNot={
                  customer && customer.customerId !== item.customerId
                    ? `One payment pays one customer: ${customer.customerName}.`
                    : undefined
                }
                onTick={(isChosen) => tick(item, isChosen)}
                onAmount={(amount) =>
                  setParts((now) =>
                    now.map((part) =>
                      part.item.openItemId === item.openItemId ? { ...part, amount } : part,
                    ),
                  )
                }
              />
            ))}
            {items.length === 0 && <p className={styles.soft}>No open invoice fits.</p>}
          </div>
        )}
      </Loaded>
      <div className={styles.rest}>
        <Button
          look="main"
          busy={actions.isPending}
          whyNot={parts.length === 0 ? 'Choose at least one invoice.' : undefined}
          onClick={() => void save()}
        >
          Set the payment against {parts.length === 1 ? 'it' : 'them'}
        </Button>
        <span className={styles.soft}>
          {amountText({ amount: moneyText(rest), currency: rest.currency })} left over
        </span>
      </div>
    </div>
  );
}

function CandidateRow({
  item,
  part,
  whyNot,
  onTick,
  onAmount,
}: {
  readonly item: Candidate;
  readonly part: Part | undefined;
  readonly whyNot: string | undefined;
  readonly onTick: (isChosen: boolean) => void;
  readonly onAmount: (amount: string) => void;
}) {
  return (
    <div className={styles.candidate} title={whyNot}>
      <input
        type="checkbox"
        aria-label={`${item.reference} of ${item.customerName}`}
        checked={part !== undefined}
        disabled={whyNot !== undefined}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span>
        {item.reference} <span className={styles.soft}>{item.customerName}</span>
      </span>
      <Amount of={item.open} />
      {part ? (
        <TextField
          label={`Set against ${item.reference}`}
          labelHidden
          inputMode="decimal"
          value={part.amount}
          onChange={(event) => onAmount(event.target.value)}
        />
      ) : (
        <span />
      )}
    </div>
  );
}

/** What is chosen stays in sight, whatever is searched for. */
function listed(parts: readonly Part[], found: readonly Candidate[]): Candidate[] {
  const chosen = parts.map(({ item }) => item);
  const ids = new Set(chosen.map(({ openItemId }) => openItemId));
  return [...chosen, ...found.filter(({ openItemId }) => !ids.has(openItemId))];
}

function restOf(line: BankLineJson, parts: readonly Part[]): Money {
  const currency = toCurrency(line.amount.currency);
  return parts
    .map(({ amount }) => parseMoney(amount, currency) ?? zero(currency))
    .reduce(subtract, parseMoney(line.amount.amount, currency) ?? zero(currency));
}

function fitting(item: Candidate, rest: Money): Money {
  const open = parseMoney(item.open.amount, rest.currency) ?? zero(rest.currency);
  return isPositive(rest) ? smaller(open, rest) : zero(rest.currency);
}
