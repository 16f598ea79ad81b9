import { Button } from '@goodterms/ui/button.tsx';
import { Tick } from '@goodterms/ui/field.tsx';
import { KeyHint } from '@goodterms/ui/key-hint.tsx';
import { useEffect, useRef } from 'react';
import { useKeyList } from '../keys.ts';
import { prefer, usePreferences } from '../preferences.ts';
import styles from './key-help.module.css';

/** Every key that works on this page now. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useKeyList();
  const { letterKeys } = usePreferences();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.help} aria-label="Keys" onClose={onClose}>
      <header className={styles.head}>
        <h2>Keys</h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </header>
      <div className={styles.groups}>
        {list.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, { says }]) => (
                <div key={key} className={styles.key}>
                  <dt>
                    <KeyHint of={key} />
                    <span className="aloud">{key}</span>
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Tick
        label="Keys of one letter work"
        checked={letterKeys}
        onChange={(event) => prefer({ letterKeys: event.target.checked })}
      />
    </dialog>
  );
}
