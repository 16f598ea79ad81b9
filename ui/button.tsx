import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';
import { KeyHint } from './key-hint.tsx';

/**
 * A verb. One `main` button at most in a panel. A button that cannot be used stays where it is and
 * says why: `whyNot` keeps it reachable by keyboard, so that the reason is read out too.
 */
export function Button({
  look = 'plain',
  whyNot,
  keyHint,
  busy = false,
  onClick,
  children,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'main' | 'plain' | 'quiet' | 'grave';
  readonly whyNot?: string | undefined;
  readonly keyHint?: string;
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  const cannot = whyNot !== undefined || busy;
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[look], className].filter(Boolean).join(' ')}
      aria-disabled={cannot || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keyHint}
      title={whyNot ?? rest.title}
      onClick={(event) => {
        if (cannot) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {whyNot && <span className="aloud">. {whyNot}</span>}
      {keyHint && <KeyHint of={keyHint} />}
    </button>
  );
}
