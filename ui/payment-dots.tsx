import { daysBetween, toDay, type Day } from '@goodterms/core/kernel/day.ts';
import { amountText, type AmountOf } from './amount-text.ts';
import { counted, dayWords } from './day-words.ts';
import styles from './payment-dots.module.css';

export type PaymentDot = {
  readonly reference: string;
  readonly dueOn: string;
  readonly paidOn: string | null;
  readonly amount: AmountOf;
};

/** The span of days from due in which this customer usually pays. */
export type UsualSpan = { readonly from: number; readonly until: number };

const HEIGHT = 176;
const TOP = 12;
const BOTTOM = 24;
const LEFT_PERCENT = 9;
const RIGHT_PERCENT = 98;

/**
 * How they pay: every invoice a dot, its due day to the right, days from due upwards, its size by
 * amount, the usual span shaded; open ones are hollow and climb every day.
 */
export function PaymentDots({
  dots,
  usual,
  today,
}: {
  readonly dots: readonly PaymentDot[];
  readonly usual: UsualSpan | undefined;
  readonly today: string;
}) {
  const placed = layOut(dots, toDay(today), usual);
  if (placed === undefined) return null;
  const { points, x, y, months, lines } = placed;
  const said = sayAll(points, usual);
  return (
    <figure className={styles.figure}>
      <svg className={styles.drawing} width="100%" height={HEIGHT} role="img" aria-label={said}>
        {usual && (
          <rect
            className={styles.usual}
            x={`${LEFT_PERCENT}%`}
            width={`${RIGHT_PERCENT - LEFT_PERCENT}%`}
            y={y(usual.until + 0.5)}
            height={Math.max(2, y(usual.from - 0.5) - y(usual.until + 0.5))}
          />
        )}
        {lines.map((days) => (
          <g key={days}>
            <line
              className={days === 0 ? styles.due : styles.line}
              x1={`${LEFT_PERCENT}%`}
              x2={`${RIGHT_PERCENT}%`}
              y1={y(days)}
              y2={y(days)}
            />
            <text className={styles.label} x="0" y={y(days) + 4}>
              {days === 0 ? 'due' : days > 0 ? `+${days} d` : `−${-days} d`}
            </text>
          </g>
        ))}
        {months.map(({ on, name }) => (
          <text key={on} className={styles.label} x={`${x(on)}%`} y={HEIGHT - 4}>
            {name}
          </text>
        ))}
        {points.map((point) => (
          <circle
            key={point.reference}
            className={point.isOpen ? styles.open : styles.paid}
            cx={`${x(point.dueOn)}%`}
            cy={y(point.days)}
            r={point.radius}
          >
            <title>{sayOne(point, today)}</title>
          </circle>
        ))}
      </svg>
      <figcaption className={styles.caption}>
        {usual ? `Shaded: where they usually pay, ${spanSaid(usual)}. ` : ''}
        Hollow: still open.
      </figcaption>
      <details className={styles.table}>
        <summary>As a table</summary>
        <ul>
          {points.map((point) => (
            <li key={point.reference}>{sayOne(point, today)}</li>
          ))}
        </ul>
      </details>
    </figure>
  );
}

/** 'from 2 days early to 9 days late' */
export function spanSaid({ from, until }: UsualSpan): string {
  if (from === until) return daysSaid(from);
  return `from ${daysSaid(from)} to ${daysSaid(until)}`;
}

function daysSaid(days: number): string {
  if (days === 0) return 'on the due day';
  return `${counted(Math.abs(days), 'day')} ${days > 0 ? 'late' : 'early'}`;
}

type Point = PaymentDot & {
  readonly dueOn: Day;
  readonly days: number;
  readonly isOpen: boolean;
  readonly radius: number;
};

function layOut(dots: readonly PaymentDot[], today: Day, usual: UsualSpan | undefined) {
  if (dots.length === 0) return undefined;
  const largest = largestPerCurrency(dots);
  const points: Point[] = dots
    .map((dot) => {
      const dueOn = toDay(dot.dueOn);
      const share = Number(dot.amount.amount) / (largest.get(dot.amount.currency) ?? 1);
      return {
        ...dot,
        dueOn,
        isOpen: dot.paidOn === null,
        days: daysBetween(dueOn, dot.paidOn === null ? today : toDay(dot.paidOn)),
        radius: 2.5 + 5.5 * Math.sqrt(Math.max(0, share)),
      };
    })
    .filter(({ isOpen, days }) => !isOpen || days >= 0)
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const first = points[0]?.dueOn;
  if (first === undefined) return undefined;
  const last = points.at(-1)?.dueOn ?? first;
  const spanDays = Math.max(30, daysBetween(first, last));
  const days = points.map((point) => point.days);
  const low = Math.min(-3, usual?.from ?? 0, ...days);
  const high = Math.max(14, usual?.until ?? 0, ...days);
  const room = HEIGHT - TOP - BOTTOM;
  return {
    points,
    x: (on: Day) =>
      LEFT_PERCENT + 2 + (daysBetween(first, on) / spanDays) * (RIGHT_PERCENT - LEFT_PERCENT - 4),
    y: (at: number) => TOP + ((high - at) / (high - low)) * room,
    months: monthMarks(first, last),
    lines: dayLines(low, high),
  };
}

function largestPerCurrency(dots: readonly PaymentDot[]): Map<string, number> {
  const largest = new Map<string, number>();
  for (const { amount } of dots) {
    const size = Number(amount.amount);
    if (size > (largest.get(amount.currency) ?? 0)) largest.set(amount.currency, size);
  }
  return largest;
}

/** At most six months are named, the first of January with its year. */
function monthMarks(first: Day, last: Day): { on: Day; name: string }[] {
  const firsts: Day[] = [];
  let [year = 0, month = 1] = first.split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const on = toDay(`${year}-${String(month).padStart(2, '0')}-01`);
    if (on > last) break;
    firsts.push(on);
  }
  const every = Math.max(1, Math.ceil(firsts.length / 6));
  const name = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
  return firsts
    .filter((_, place) => place % every === 0)
    .map((on) => ({
      on,
      name: `${name.format(new Date(on))}${on.slice(5, 7) === '01' ? ` ${on.slice(0, 4)}` : ''}`,
    }));
}

function dayLines(low: number, high: number): number[] {
  const step = [7, 14, 30, 60, 90, 180, 365].find((days) => high / days <= 4) ?? 730;
  const lines = [0];
  for (let days = step; days <= high; days += step) lines.push(days);
  if (low <= -step) lines.push(-step);
  return lines;
}

function sayOne(point: Point, today: string): string {
  const how = point.isOpen
    ? `open, ${counted(point.days, 'day')} over`
    : `paid ${daysSaid(point.days)}`;
  return `${point.reference}, ${amountText(point.amount)}, due ${dayWords(point.dueOn, today)}: ${how}`;
}

function sayAll(points: readonly Point[], usual: UsualSpan | undefined): string {
  const open = points.filter(({ isOpen }) => isOpen).length;
  const habit = usual ? `They usually pay ${spanSaid(usual)}. ` : '';
  return `${habit}${counted(points.length, 'invoice')}, ${open} still open.`;
}
