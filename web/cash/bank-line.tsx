import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { memo } from 'react';
import { useSession } from '../session.ts';
import styles from './bank-lines.module.css';
import { isOpen, lineStateWords } from './line-state.ts';
import { RemittanceText } from './remittance-text.tsx';

/** One booked line; what is matched is quiet, what waits for a person stands out. */
export const BankLine = memo(function BankLine({
  line,
  isCurrent,
  withBalance,
  onOpen,
}: {
  readonly line: BankLineJson;
  readonly isCurrent: boolean;
  readonly withBalance: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const { today } = useSession();
  const { shape, word } = lineStateWords(line);
  const waits = isOpen(line);
  const evidence = line.match?.evidence ?? line.proposals[0]?.evidence ?? [];
  const whose = line.customer?.name ?? (waits ? line.proposals[0]?.customerName : undefined);
  return (
    <li
      className={[
        styles.line,
        waits ? styles.waits : '',
        withBalance ? styles.balanced : '',
        isCurrent ? styles.current : '',
      ].join(' ')}
      aria-current={isCurrent || undefined}
    >
      <button
        type="button"
        id={lineId(line.id)}
        data-row
        className={styles.open}
        aria-label={`${line.payerName ?? 'Unknown payer'}, ${word}`}
        onClick={() => onOpen(line.id)}
      />
      <span className={styles.day}>
        <DayText on={line.bookedOn} today={today} />
      </span>
      <span className={styles.words}>
        <strong className={styles.payer}>{line.payerName ?? 'Unknown payer'}</strong>
        <span className={styles.remittance}>
          <RemittanceText text={line.remittance} evidence={evidence} />
        </span>
      </span>
      <span className={styles.state}>
        <StateWord state={shape}>{word}</StateWord>
        <span className={styles.whose} title={whose}>
          {whose}
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
    </li>
  );
});

export function focusLine(id: string): void {
  const line = document.getElementById(lineId(id));
  line?.focus({ preventScroll: true });
  line?.closest('li')?.scrollIntoView({ block: 'nearest' });
}

function lineId(id: string): string {
  return `line-${id}`;
}
