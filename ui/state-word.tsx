import type { ReactNode } from 'react';
import styles from './state-word.module.css';

export type State =
  | 'open'
  | 'overdue'
  | 'promised'
  | 'disputed'
  | 'ours'
  | 'held'
  | 'paid'
  | 'waiting'
  | 'broken'
  | 'ended';

/** Each state has a shape of its own, so that colour only repeats what is said already. */
const SHAPES: Readonly<Record<State, ReactNode>> = {
  open: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  overdue: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor" />
    </>
  ),
  promised: (
    <path
      d="M2 3.25h8v5.5H6L3.75 10.5V8.75H2z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  disputed: (
    <path
      d="M6 1.2 10.8 6 6 10.8 1.2 6z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  ours: <path d="M7 1.5v2.75h4v3.5H7v2.75L1.5 6z" fill="currentColor" />,
  held: <path d="M2.75 2h2.25v8H2.75zM7 2h2.25v8H7z" fill="currentColor" />,
  paid: <path d="m1.75 6.5 3 3 5.5-7" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  waiting: (
    <path d="M2 2.5 10.5 6 2 9.5V7l4-1-4-1z" fill="none" stroke="currentColor" strokeWidth="1.25" />
  ),
  broken: <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  ended: <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.75" />,
};

/** A state: a shape, then the word. */
export function StateWord({
  state,
  children,
}: {
  readonly state: State;
  readonly children: ReactNode;
}) {
  return (
    <span className={`${styles.state} ${styles[state]}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      <span>{children}</span>
    </span>
  );
}
