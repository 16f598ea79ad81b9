import { createHash } from 'node:crypto';
import {
  adviceOf,
  advisedParts,
  type AnnouncedPayment,
} from '@goodterms/core/cash/remittance-advice.ts';
import type { BankLineId, CustomerId, RemittanceAdviceId } from '@goodterms/core/kernel/id.ts';
import { add, isPositive, money, type Money } from '@goodterms/core/kernel/money.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { RemittanceAdvice } from '@goodterms/formats/remittance/remittance.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { payersOf } from './match-candidates.queries.ts';
import { reconcileOpenLines } from './open-lines.job.ts';
import {
  adviceOfContent,
  announcedPayments,
  customersQuoted,
  insertAdvice,
  markArrived,
} from './remittance-advice.store.ts';
import { undecidedLines } from './undecided-line.queries.ts';

export type TakenAdvice = {
  readonly id: RemittanceAdviceId;
  readonly alreadyHere: boolean;
};

const FIRST_DAY = toDay('1970-01-01');

/**
 * Takes in what a payer says about a payment; the same content comes in once. When the payment is
 * here already and waits, it is decided again with what the advice says.
 */
export async function takeAdviceIn(
  ctx: Context,
  { name, advice }: { readonly name: string; readonly advice: RemittanceAdvice },
): Promise<TakenAdvice> {
  const content = contentOf(advice);
  const before = await adviceOfContent(ctx, content);
  if (before) return { id: before, alreadyHere: true };

  const customerId = await senderOf(ctx, advice);
  const journalId = await record(ctx, {
    fact: 'cash.remittance_advised',
    customerId,
    data: { format: advice.format, lines: advice.lines.length },
  });
  const total = totalOf(advice);
  const id = await insertAdvice(ctx, {
    content,
    fileName: name,
    advice,
    total,
    customerId,
    journalId,
  });
  const waiting = total ? await undecidedLines(ctx, FIRST_DAY) : [];
  const arrived = arrivedAmong(waiting, await announcedPayments(ctx));
  await markArrived(ctx, arrived);
  if (arrived.length > 0) await reconcileOpenLines(ctx);
  return { id, alreadyHere: false };
}

/** New lines together with what their payers announced about them. */
export async function withAdvice<Line extends BookedLine>(
  ctx: Context,
  lines: readonly Line[],
): Promise<{ lines: Line[]; arrived: Arrived[] }> {
  const announced = await announcedPayments(ctx);
  if (announced.length === 0) return { lines: [...lines], arrived: [] };
  const arrived = arrivedAmong(lines, announced);
  const byLine = new Map(arrived.map((one) => [one.lineId, one.quoted]));
  return {
    arrived,
    lines: lines.map((line) => {
      const quoted = byLine.get(line.id);
      if (!quoted) return line;
      const parts = [...line.line.parts, ...advisedParts(quoted)];
      return { ...line, line: { ...line.line, parts } };
    }),
  };
}

export type Arrived = {
  readonly adviceId: RemittanceAdviceId;
  readonly lineId: BankLineId;
  readonly quoted: readonly string[];
};

/** The payments that were announced are booked under their own ids by now. */
export function noteArrived(
  ctx: Context,
  arrived: readonly Arrived[],
  booked: ReadonlyMap<BankLineId, { readonly lineId: BankLineId }>,
): Promise<void> {
  return markArrived(
    ctx,
    arrived.map(({ adviceId, lineId }) => ({
      adviceId,
      lineId: booked.get(lineId)?.lineId ?? lineId,
    })),
  );
}

/** Each advice is of one payment, and each payment has one advice. */
function arrivedAmong(
  lines: readonly BookedLine[],
  announced: readonly AnnouncedPayment[],
): Arrived[] {
  const amounts = new Set(announced.map(({ total }) => `${total.minor} ${total.currency}`));
  const gone = new Set<RemittanceAdviceId>();
  return lines.flatMap(({ id, line }) => {
    if (!amounts.has(`${line.amount.minor} ${line.amount.currency}`)) return [];
    const advice = adviceOf(
      line,
      announced.filter((one) => !gone.has(one.id)),
    );
    if (!advice) return [];
    gone.add(advice.id);
    return [{ adviceId: advice.id, lineId: id, quoted: advice.quoted }];
  });
}

/** From whose account it comes; else the only customer whose items it names. */
async function senderOf(ctx: Context, advice: RemittanceAdvice): Promise<CustomerId | undefined> {
  const payers = advice.payerAccount ? await payersOf(ctx, advice.payerAccount) : [];
  if (payers.length === 1) return payers[0];
  const quoted = await customersQuoted(
    ctx,
    advice.lines.map(({ reference }) => reference),
  );
  return quoted.length === 1 ? quoted[0] : undefined;
}

/** As it is said, or as its lines add up. */
function totalOf({ total, lines }: RemittanceAdvice): Money | undefined {
  if (total) return isPositive(total) ? total : undefined;
  let sum: Money | undefined;
  for (const { amount } of lines) {
    if (!amount || (sum && sum.currency !== amount.currency)) return undefined;
    sum = sum ? add(sum, amount) : money(amount.minor, amount.currency);
  }
  return sum && isPositive(sum) ? sum : undefined;
}

/** What it says, whatever file it came in. */
function contentOf(advice: RemittanceAdvice): Uint8Array {
  const text = JSON.stringify(advice, (key, part: unknown) => {
    if (ABOUT_THE_FILE.has(key)) return undefined;
    return typeof part === 'bigint' ? `${part}` : part;
  });
  return createHash('sha256').update(text).digest();
}

const ABOUT_THE_FILE: ReadonlySet<string> = new Set(['format', 'problems', 'where']);
