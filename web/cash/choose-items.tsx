import { findCandidates, type BankLineJson } from '@goodterms/api/cash/cash.ts';
import { moneyText, toCurrency } from '@goodterms/core/kernel/money.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { Progress } from '@goodterms/ui/progress.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { asking } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { CandidateRow } from './candidate-row.tsx';
import {
  amountOf,
  partsProposed,
  restOf,
  whyNotSaved,
  withItem,
  type Candidate,
  type Part,
} from './chosen-parts.ts';
import styles from './choose.module.css';
import type { LineActions } from './line-actions.ts';

/**
 * Invoices chosen by hand; each takes what is open until the money runs out, and a split says how
 * much. Worked by keyboard: type, Enter takes the first, arrows go through, Control and Enter saves.
 */
export function ChooseItems({
  line,
  isSplit,
  actions,
  onDone,
  onLeave,
}: {
  readonly line: BankLineJson;
  readonly isSplit: boolean;
  readonly actions: LineActions;
  readonly onDone: (isDone: boolean) => void;
  readonly onLeave: () => void;
}) {
  const [search, setSearch] = useState('');
  const [parts, setParts] = useState<readonly Part[]>(isSplit ? partsProposed(line) : []);
  const found = useQuery({
    ...asking(findCandidates, { params: { lineId: line.id }, query: { search } }),
    placeholderData: keepPreviousData,
  });
  const whose = parts[0]?.item;
  const whyNot = whyNotSaved(line, parts);
  const tick = (item: Candidate, isChosen: boolean) =>
    setParts((now) =>
      isChosen
        ? withItem(line, now, item)
        : now.filter((part) => part.item.openItemId !== item.openItemId),
    );
  /** The first of what was typed, never of what was typed before: a quick Enter waits for its answer. */
  const takeFirst = async () => {
    const isOld = found.isPlaceholderData || found.isPending;
    const { data } = isOld ? await found.refetch() : found;
    const first = data?.items.find((item) => !parts.some((part) => isSame(part.item, item)));
    if (first === undefined) return;
    tick(first, true);
    setSearch('');
  };
  const save = async () => {
    if (whose === undefined || whyNot !== undefined || actions.isPending) return;
    const currency = toCurrency(line.amount.currency);
    const done = await actions.confirm(line, {
      customerId: whose.customerId,
      customerName: whose.customerName,
      items: parts.flatMap(({ item, amount }) => {
        const part = amountOf(amount, currency);
        return part ? [{ ...item, applied: { amount: moneyText(part), currency } }] : [];
      }),
    });
    onDone(done);
  };
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event);
    else return;
    event.preventDefault();
  };

  return (
    <Panel
      title={isSplit ? 'Split over several invoices' : 'Choose the invoices'}
      level={3}
      look="raised"
      onClose={onLeave}
    >
      {/* Keys for the fields inside; each of them is reached by Tab as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={styles.choose} onKeyDown={keys}>
        <TextField
          label="Invoices by number, customer or amount"
          type="search"
          value={search}
          hint="Enter takes the first, ↓ goes through them, Ctrl Enter saves."
          // Opened to search.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) void takeFirst();
          }}
        />
        <Loaded query={found} rows={4}>
          {({ items }) => (
            <div className={styles.candidates}>
              {listed(parts, items).map((item) => (
                <CandidateRow
                  key={item.openItemId}
                  item={item}
                  part={parts.find((part) => isSame(part.item, item))}
                  withAmount={isSplit}
                  onTick={(isChosen) => tick(item, isChosen)}
                  onAmount={(amount) =>
                    setParts((now) =>
                      now.map((part) => (isSame(part.item, item) ? { ...part, amount } : part)),
                    )
                  }
                />
              ))}
              {items.length === 0 && parts.length === 0 && (
                <p className={styles.soft}>
                  No open invoice fits. Search for a number, a customer or an amount.
                </p>
              )}
            </div>
          )}
        </Loaded>
        <Rest line={line} parts={parts} />
        <Button
          look="main"
          busy={actions.isPending}
          whyNot={actions.whyNot ?? whyNot}
          onClick={() => void save()}
        >
          Set the payment against {parts.length === 1 ? 'it' : 'them'}
        </Button>
      </div>
    </Panel>
  );
}

/** What is still to be given away, while it is being given away. */
function Rest({ line, parts }: { readonly line: BankLineJson; readonly parts: readonly Part[] }) {
  const rest = restOf(line, parts);
  const left = { amount: moneyText(rest), currency: rest.currency };
  const all = restOf(line, []).minor;
  const says =
    rest.minor < 0n
      ? `${amountText({ ...left, amount: left.amount.replace('-', '') })} too much`
      : rest.minor === 0n
        ? 'Nothing is left over'
        : `${amountText(left)} left of ${amountText(line.amount)}; it stays on account`;
  return (
    <div role="status" className={rest.minor < 0n ? styles.tooMuch : undefined}>
      <Progress value={Number(all - rest.minor)} of={Number(all)} says={says} />
    </div>
  );
}

function isSame(a: Candidate, b: Candidate): boolean {
  return a.openItemId === b.openItemId;
}

/** What is chosen stays in sight, whatever is searched for. */
function listed(parts: readonly Part[], found: readonly Candidate[]): Candidate[] {
  const chosen = parts.map(({ item }) => item);
  return [...chosen, ...found.filter((item) => !chosen.some((one) => isSame(one, item)))];
}

/** Up and down between the search and what it found. */
function step(event: KeyboardEvent<HTMLDivElement>): void {
  const places = [
    ...event.currentTarget.querySelectorAll<HTMLInputElement>(
      'input[type=search], input[type=checkbox]:not(:disabled)',
    ),
  ];
  const here = places.findIndex((place) => place === document.activeElement);
  places[here + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
