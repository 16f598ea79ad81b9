import styles from './key-hint.module.css';

const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  'Control+K': 'Ctrl K',
};

/** The key that does the same; for the eye only, the button says it to others itself. */
export function KeyHint({ of }: { readonly of: string }) {
  return (
    <kbd className={styles.key} aria-hidden="true">
      {NAMES[of] ?? of}
    </kbd>
  );
}
