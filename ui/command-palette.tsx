import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import styles from './command-palette.module.css';
import { KeyHint } from './key-hint.tsx';

export type Command = {
  readonly key: string;
  readonly title: string;
  readonly detail?: string;
  readonly keyHint?: string;
  readonly run: () => void;
};

export type CommandGroup = { readonly title: string; readonly commands: readonly Command[] };

/** One field that finds and does: what fits stands below, the arrows move, Enter takes. */
export function CommandPalette({
  label,
  placeholder,
  query,
  onQuery,
  groups,
  emptySays,
  onClose,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly groups: readonly CommandGroup[];
  readonly emptySays: string;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const all = groups.flatMap(({ commands }) => commands);
  const current = all[Math.min(chosen, all.length - 1)];

  useEffect(() => dialog.current?.showModal(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && all.length > 0) {
      event.preventDefault();
      const next = (Math.min(chosen, all.length - 1) + move + all.length) % all.length;
      setChosen(next);
      const key = all[next]?.key;
      if (key) document.getElementById(`${id}-${key}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && current) {
      event.preventDefault();
      take(current);
    }
  };
  const take = (command: Command) => {
    onClose();
    command.run();
  };

  return (
    // A click beside the palette closes it; for the keyboard the dialog itself listens to Escape.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        className={styles.input}
        // The field is what the palette is for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.key}` : undefined}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setChosen(0);
          onQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label={label}>
        {groups.map(({ title, commands }) =>
          commands.length === 0 ? null : (
            <div key={title} role="group" aria-label={title}>
              <div className={styles.group} aria-hidden="true">
                {title}
              </div>
              {commands.map((command) => (
                // The field keeps the focus; its keys move through the options.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={command.key}
                  id={`${id}-${command.key}`}
                  className={styles.command}
                  role="option"
                  aria-selected={command === current}
                  onClick={() => take(command)}
                >
                  <span className={styles.title}>{command.title}</span>
                  {command.detail && <span className={styles.detail}>{command.detail}</span>}
                  {command.keyHint && <KeyHint of={command.keyHint} />}
                </div>
              ))}
            </div>
          ),
        )}
      </div>
      {all.length === 0 && <p className={styles.empty}>{emptySays}</p>}
    </dialog>
  );
}
