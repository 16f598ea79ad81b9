import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { StateWord, type State } from '@goodterms/ui/state-word.tsx';
import type { ReactNode } from 'react';
import { useSession } from '../session.ts';
import styles from './bank-lines.module.css';
import { RemittanceText } from './remittance-text.tsx';

const STATES: Readonly<Record<BankLineJson['state'], { shape: State; word: string }>> = {
  matched: { shape: 'paid', word: 'Matched' },
  proposed: { shape: 'promised', word: 'Proposed' },
  on_account: { shape: 'held', word: 'On account' },
  unapplied: { shape: 'open', word: 'Open' },
  set_aside: { shape: 'ended', word: 'Set aside' },
};

/** One booked line; what is matched is quiet, what waits for a person stands out. */
export function BankLine({
  line,
  isCurrent,
  withBalance,
  onOpen,
  children,
}: {
  readonly line: BankLineJson;
  readonly isCurrent: boolean;
  readonly withBalance: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const { today } = useSession();
  const { shape, word } = STATES[line.state];
  const waits = line.state === 'proposed' || line.state === 'unapplied';
  const evidence = line.match?.evidence ?? line.proposals[0]?.evidence ?? [];
  return (
    <li
      className={[styles.line, waits ? styles.waits : '', isCurrent ? styles.current : ''].join(
        ' ',
      )}
    >
      <button
        type="button"
        id={lineId(line.id)}
        data-row
        className={styles.open}
        aria-expanded={isCurrent}
        aria-label={`${line.payerName ?? 'Unknown payer'}, ${word}`}
        onClick={onOpen}
      />
      <span className={styles.day}>
        <DayText on={line.bookedOn} today={today} />
      </span>
      <span className={styles.words}>
        <strong className={styles.payer}>{line.payerName ?? 'Unknown payer'}</strong>
        <RemittanceText text={line.remittance} evidence={evidence} />
      </span>
      <span className={styles.state}>
        <StateWord state={shape}>{word}</StateWord>
        <span className={styles.soft}>
          {line.customer?.name ?? line.proposals[0]?.customerName}
        </span>
      </span>
      <span className={styles.amount}>
        <Amount of={line.amount} strong={waits} />
      </span>
      {withBalance && (
        <span className={styles.balance}>
          {line.runningBalance && <Amount of={line.runningBalance} />}
        </span>
      )}
      {children}
    </li>
  );
}

export function focusLine(id: string): void {
  const line = document.getElementById(lineId(id));
  line?.focus({ preventScroll: true });
  line?.closest('li')?.scrollIntoView({ block: 'nearest' });
}

function lineId(id: string): string {
  return `line-${id}`;
}
