import { mayBeRepeated, REPEATED_WITHIN_DAYS } from '@goodterms/core/cash/doubts.ts';
import type { LineReader } from '@goodterms/core/cash/line-to-match.ts';
import { inBankOrder, type EarlierPayment } from '@goodterms/core/cash/matching-run.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';
import { rowsByHashing } from '../platform/planner.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';

/**
 * Payments in the books that some lines may repeat, by whichever file they came: of the same payer
 * and amount, a little before. Those that went back are none, nor are the lines themselves and those
 * named in `except`.
 */
export async function earlierPayments(
  ctx: Context,
  lines: readonly BookedLine[],
  reader: LineReader,
  except: Iterable<BankLineId> = [],
): Promise<EarlierPayment[]> {
  if (lines.length === 0) return [];
  const own = new Set([...lines.map(({ id }) => id), ...except]);
  const found = await rowsByHashing<BankLineRow>(
    ctx,
    sql`
    with wanted as (
      select amount, currency, min(booked_on) - ${REPEATED_WITHIN_DAYS}::int as from_day,
             max(booked_on) as until_day
        from unnest(${list(lines.map(({ line }) => line.amount.minor))}::bigint[],
                    ${list(lines.map(({ line }) => line.amount.currency))}::text[],
                    ${list(lines.map(({ bookedOn }) => bookedOn))}::date[])
             as d (amount, currency, booked_on)
       group by amount, currency)
    select ${BANK_LINE_COLUMNS}
      from bank_line l
      join wanted w on w.amount = l.amount and w.currency = l.currency
       and l.booked_on between w.from_day and w.until_day
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where l.tenant_id = ${ctx.tenantId} and l.amount > 0 and not l.reversal
       and l.booked_on >= (select min(from_day) from wanted)
       and l.booked_on <= (select max(until_day) from wanted)
       and l.set_aside is distinct from 'reversal'`,
  );
  const byAmount = Map.groupBy(lines, amountOf);
  return found
    .filter(({ id }) => !own.has(id))
    .map(toBookedLine)
    .filter((one) =>
      (byAmount.get(amountOf(one)) ?? []).some(
        (line) => inBankOrder(one, line) < 0 && mayBeRepeated(reader.read(line), reader.read(one)),
      ),
    )
    .map((one) => ({ ...orderOf(one), line: reader.read(one) }));
}

function amountOf({ line: { amount } }: BookedLine): string {
  return `${amount.minor} ${amount.currency}`;
}

function orderOf({ bookedOn, account, movement, occurrence }: BookedLine) {
  return { bookedOn, account, movement, occurrence };
}
