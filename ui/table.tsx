import type { ReactNode } from 'react';
import styles from './table.module.css';

export type Column<Row> = {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Amounts and counts stand right. */
  readonly right?: boolean;
  /** What can be left out on a small screen. */
  readonly spare?: boolean;
  /** Takes what room is left, and may wrap. */
  readonly wide?: boolean;
  /** A sentence that names the row: on a phone it has a line of its own. */
  readonly sentence?: boolean;
};

/** A table for money and sentences. The first column names the row. */
export function Table<Row>({
  caption,
  captionShown = false,
  columns,
  rows,
  rowKey,
  current,
}: {
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The key of the row that is being looked at. */
  readonly current?: string | undefined;
}) {
  return (
    // A scrolling part must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={captionShown ? styles.caption : 'aloud'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr key={key} aria-current={key === current || undefined}>
                {columns.map((column, place) =>
                  place === 0 ? (
                    <th key={column.key} scope="row" className={classOf(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      className={classOf(column)}
                      data-head={typeof column.head === 'string' ? column.head : undefined}
                    >
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function classOf<Row>({ right, spare, wide, sentence }: Column<Row>): string {
  return [
    right && styles.right,
    spare && styles.spare,
    wide && styles.wide,
    sentence && styles.sentence,
  ]
    .filter(Boolean)
    .join(' ');
}
