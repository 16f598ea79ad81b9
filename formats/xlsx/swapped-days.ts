import { dayOf } from '@goodterms/core/kernel/day.ts';
import type { FileProblem } from '../bank-statement.ts';
import type { WrittenRows } from '../table/rows.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TEXT = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*$/;

/**
 * Excel reads '08/05/2026' in its owner's order and leaves '25/05/2026', of which it can make
 * nothing, as text. A column of days up to the twelfth and of texts beyond it was swapped so, and
 * is swapped back.
 */
export function withoutSwappedDays(written: WrittenRows): {
  readonly written: WrittenRows;
  readonly problems: readonly FileProblem[];
} {
  const width = Math.max(0, ...written.rows.slice(0, 1_000).map((row) => row.length));
  const swapped = Array.from({ length: width }, (_, column) => column).filter((column) =>
    isSwapped(written.rows.map((row) => row[column] ?? '')),
  );
  if (swapped.length === 0) return { written, problems: [] };
  const rows = written.rows.map((row) =>
    row.map((cell, column) => (swapped.includes(column) ? swappedBack(cell) : cell)),
  );
  const problem: FileProblem = {
    where: 'file',
    what: 'Excel had swapped day and month of the days up to the twelfth; they are swapped back',
    advice: 'Compare a few days with the account, or export as CSV.',
    severity: 'warning',
  };
  return { written: { ...written, rows }, problems: [problem] };
}

function isSwapped(cells: readonly string[]): boolean {
  const days = cells.flatMap((cell) => DAY.exec(cell) ?? []).length / 4;
  if (days === 0 || cells.some((cell) => Number(DAY.exec(cell)?.[3] ?? 0) > 12)) return false;
  const texts = cells.map((cell) => TEXT.exec(cell)).filter((found) => found !== null);
  return (
    texts.length > 0 &&
    (texts.every(([, first]) => Number(first) > 12) ||
      texts.every(([, , second]) => Number(second) > 12))
  );
}

function swappedBack(cell: string): string {
  const [, year, month, day] = DAY.exec(cell) ?? [];
  return day === undefined ? cell : (dayOf(Number(year), Number(day), Number(month)) ?? cell);
}
