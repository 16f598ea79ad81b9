import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import styles from './field.module.css';

type Around = {
  readonly label: string;
  /** What to write, and in which form; stands under the field. */
  readonly hint?: ReactNode;
  /** Why it cannot be taken, in one sentence. */
  readonly problem?: string | undefined;
  readonly labelHidden?: boolean;
};

export function TextField({
  label,
  hint,
  problem,
  labelHidden,
  ...rest
}: Around & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, problem, labelHidden }}>
      <input
        {...rest}
        id={id}
        className={`${styles.control} ${rest.className ?? ''}`}
        {...described(id, hint, problem)}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  problem,
  labelHidden,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, problem, labelHidden }}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className={`${styles.control} ${styles.area}`}
        {...described(id, hint, problem)}
      />
    </Frame>
  );
}

export function Choice({
  label,
  hint,
  problem,
  labelHidden,
  options,
  ...rest
}: Around &
  SelectHTMLAttributes<HTMLSelectElement> & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, problem, labelHidden }}>
      <select {...rest} id={id} className={styles.control} {...described(id, hint, problem)}>
        {options.map(({ value, label: said }) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A switch that says what it does. */
export function Tick({
  label,
  ...rest
}: { readonly label: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}

/** Fields of one thought, side by side where there is room. */
export function FieldRow({
  roomy = false,
  children,
}: {
  /** For labels that are sentences. */
  readonly roomy?: boolean;
  readonly children: ReactNode;
}) {
  return <div className={`${styles.row} ${roomy ? styles.roomy : ''}`}>{children}</div>;
}

function Frame({
  id,
  label,
  hint,
  problem,
  labelHidden,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  readonly labelHidden?: boolean | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'aloud' : styles.label}>
        {label}
      </label>
      {children}
      {problem && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

function described(id: string, hint: ReactNode, problem: string | undefined) {
  const by = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    'aria-invalid': problem ? (true as const) : undefined,
    'aria-describedby': by || undefined,
  };
}
