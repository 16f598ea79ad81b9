import type {
  ItemInPicture,
  ProbablePayment,
  ShortPaid,
} from '@goodterms/core/collections/contact-picture.ts';
import type { DunningHold } from '@goodterms/core/collections/dunning-hold.ts';
import type { PromisedItem, PromiseToPay } from '@goodterms/core/collections/promise-to-pay.ts';
import type { Dispute } from '@goodterms/core/disputes/dispute.ts';
import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, Id } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';
import { dayOf, EPOCH, type Among } from './picture-items.queries.ts';

/**
 * What takes parts away from what may be asked for, and when we last wrote: each kind folded into
 * one text a customer. Few customers have any of it; a kind that somebody has not is absent.
 */
export type Exceptions = { [Kind in ExceptionKind]?: string };
type ExceptionKind = 'credits' | 'promises' | 'probable' | 'disputes' | 'holds' | 'contacted';

/** All kinds at once: for one customer a statement costs more than what it finds. */
export async function exceptionsByCustomer(
  ctx: Context,
  among: Among,
): Promise<Map<CustomerId, Exceptions>> {
  const found = await rows<{ kind: ExceptionKind; customerId: CustomerId; text: string }>(
    ctx,
    sql`
    ${creditTexts(ctx, among)}
    union all ${promiseTexts(ctx, among)}
    union all ${probablePaymentTexts(ctx, among)}
    union all ${disputeTexts(ctx, among)}
    union all ${holdTexts(ctx, among)}
    union all ${lastContactTexts(ctx, among)}`,
  );
  const exceptions = new Map<CustomerId, Exceptions>();
  for (const { kind, customerId, text } of found) {
    const known = exceptions.get(customerId);
    if (known) known[kind] = text;
    else exceptions.set(customerId, { [kind]: text });
  }
  return exceptions;
}

/** Money and credit notes that are set against nothing yet. */
function creditTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'credits' as kind, customer_id::text as "customerId",
           string_agg(concat(unallocated, ',', currency), ';' order by currency) as text
      from (select customer_id, currency, sum(unallocated)::bigint as unallocated
              from credit_item
             where tenant_id = ${ctx.tenantId} and unallocated > 0 and ${among(sql`customer_id`)}
             group by customer_id, currency) as credit
     group by customer_id`;
}

export function creditsOf(text: string): Money[] {
  return text.split(';').map((one) => {
    const [unallocated = '', currency = ''] = one.split(',');
    return money(BigInt(unallocated), currency as Currency);
  });
}

/** After so many days a promise that was not kept says no more about today. */
const PROMISE_MEMORY_DAYS = 90;

/**
 * Promises in force and lately due. Of one that names items, what is open of them stands in the
 * picture; of one that names none, what was paid since comes along.
 */
function promiseTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'promises', p.customer_id::text,
           string_agg(concat_ws(',', p.id, p.currency, p.amount, p.promised_for - ${EPOCH}::date,
                                p.made_on - ${EPOCH}::date,
                                case when x.open_item_id is null then (
                                  select coalesce(sum(c.amount), 0) from credit_item c
                                   where c.tenant_id = ${ctx.tenantId} and c.kind = 'payment'
                                     and c.customer_id = p.customer_id and c.currency = p.currency
                                     and c.created_at > p.made_at) else 0 end,
                                x.open_item_id, x.amount, x.open_before),
                      ';' order by p.promised_for, p.id, x.open_item_id) as text
      from promise_to_pay p
      left join promised_item x on x.tenant_id = ${ctx.tenantId} and x.promise_to_pay_id = p.id
     where p.tenant_id = ${ctx.tenantId} and p.cancelled_at is null
       and p.promised_for >= ${addDays(ctx.today, -PROMISE_MEMORY_DAYS)}::date
       and ${among(sql`p.customer_id`)}
     group by p.customer_id`;
}

/**
 * One part a promise, or one for each item that it names. `open` is everything open of the customer:
 * an item that is not among it is paid.
 */
export function promisesOf(text: string, open: readonly ItemInPicture[]): PromiseToPay[] {
  const promises: PromiseToPay[] = [];
  let items: PromisedItem[] = [];
  let paid = 0n;
  const parts = text.split(';');
  for (let i = 0; i < parts.length; i += 1) {
    const fields = (parts[i] ?? '').split(',');
    const [id = '', code = '', amount = '', promisedFor = '', madeOn = '', received = ''] = fields;
    const currency = code as Currency;
    if (fields.length > ITEM_FROM) {
      const item = promisedItemOf(fields, currency, open);
      items.push(item);
      paid += item.paid.minor;
    } else paid += BigInt(received);
    if (parts[i + 1]?.startsWith(`${id},`)) continue;
    promises.push({
      id: id as Id<'promise to pay'>,
      amount: money(BigInt(amount), currency),
      promisedFor: dayOf(Number(promisedFor)),
      madeOn: dayOf(Number(madeOn)),
      isCancelled: false,
      items,
      paid: money(paid, currency),
    });
    items = [];
    paid = 0n;
  }
  return promises;
}

/** The fields of an item follow those of its promise. */
const ITEM_FROM = 6;

/** What is less open than when it was promised was paid; what was opened again is not less than nothing. */
function promisedItemOf(
  fields: readonly string[],
  currency: Currency,
  open: readonly ItemInPicture[],
): PromisedItem {
  const [id = '', promised = '', before = ''] = fields.slice(ITEM_FROM);
  const amount = BigInt(promised);
  const settled = BigInt(before) - (open.find((item) => item.id === id)?.open.minor ?? 0n);
  const paid = settled < 0n ? 0n : settled < amount ? settled : amount;
  return {
    openItemId: id as Id<'open item'>,
    amount: money(amount, currency),
    paid: money(paid, currency),
  };
}

/**
 * Open disputes, and what payments left open for a reason that nobody has said yet: parts without
 * an id. Of an item that several payments left open, the newest says how much.
 */
function disputeTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'disputes', customer_id::text,
           string_agg(concat(id, ',', open_item_id, ',', amount, ',', currency, ',',
                             since - ${EPOCH}::date), ';' order by id, open_item_id) as text
      from (select customer_id, id, open_item_id, amount, currency, opened_on as since
              from dispute
             where tenant_id = ${ctx.tenantId} and closed_at is null and ${among(sql`customer_id`)}
             union all
            select s.customer_id, null, s.open_item_id, s.amount, s.currency, s.found_on
              from short_payment s
             where s.tenant_id = ${ctx.tenantId} and s.answered_at is null and s.undone_at is null
               and ${among(sql`s.customer_id`)}
               and not exists (select from short_payment n
                                where n.tenant_id = ${ctx.tenantId} and n.undone_at is null
                                  and n.open_item_id = s.open_item_id and n.id > s.id)) as not_asked
     group by customer_id`;
}

export function disputesOf(text: string): Dispute[] {
  return text.split(';').flatMap((one) => {
    const [id = '', openItemId = '', amount = '', currency = '', openedOn = ''] = one.split(',');
    if (id === '') return [];
    return [
      {
        id: id as Id<'dispute'>,
        openItemId: openItemId as Id<'open item'>,
        amount: amount === '' ? undefined : money(BigInt(amount), currency as Currency),
        openedOn: dayOf(Number(openedOn)),
        isClosed: false,
      },
    ];
  });
}

export function shortPaidOf(text: string): ShortPaid[] {
  return text.split(';').flatMap((one) => {
    const [id = '', openItemId = '', amount = '', currency = '', foundOn = ''] = one.split(',');
    if (id !== '') return [];
    return [
      {
        openItemId: openItemId as Id<'open item'>,
        amount: money(BigInt(amount), currency as Currency),
        foundOn: dayOf(Number(foundOn)),
      },
    ];
  });
}

function holdTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'holds', customer_id::text,
           string_agg(concat(id, ',', open_item_id, ',', from_on - ${EPOCH}::date, ',',
                             until_on - ${EPOCH}::date), ';' order by until_on desc, id) as text
      from dunning_hold
     where tenant_id = ${ctx.tenantId} and lifted_at is null
       and until_on >= ${addDays(ctx.today, -1)}::date and ${among(sql`customer_id`)}
     group by customer_id`;
}

export function holdsOf(text: string): DunningHold[] {
  return text.split(';').map((one) => {
    const [id = '', openItemId = '', fromOn = '', untilOn = ''] = one.split(',');
    return {
      id: id as Id<'dunning hold'>,
      openItemId: openItemId === '' ? undefined : (openItemId as Id<'open item'>),
      fromOn: dayOf(Number(fromOn)),
      untilOn: dayOf(Number(untilOn)),
      isLifted: false,
    };
  });
}

/** Payments that probably settle something of theirs, and wait for a person. */
function probablePaymentTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'probable', p.customer_id::text,
           string_agg(concat_ws(',', p.open_item_id, p.amount, p.currency,
                                case when c.customer_id = p.customer_id and c.currency = p.currency
                                     then 1 else 0 end,
                                l.booked_on - ${EPOCH}::date),
                      ';' order by l.booked_on, p.bank_line_id, p.open_item_id) as text
      from probable_payment p
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = p.bank_line_id
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
     where p.tenant_id = ${ctx.tenantId} and ${among(sql`p.customer_id`)}
     group by p.customer_id`;
}

export function probablePaymentsOf(text: string): ProbablePayment[] {
  return text.split(';').map((one) => {
    const [id = '', amount = '', currency = '', isTheirs = '', on = ''] = one.split(',');
    return {
      openItemId: id as Id<'open item'>,
      amount: money(BigInt(amount), currency as Currency),
      isTheirs: isTheirs === '1',
      on: dayOf(Number(on)),
    };
  });
}

/** When a reminder last left, or is leaving now, and whether one of them needs a person first. */
function lastContactTexts(ctx: Context, among: Among): RawBuilder<unknown> {
  return sql`
    select 'contacted', customer_id::text,
           concat(max(last_on) - ${EPOCH}::date, ',', case when bool_or(to_resolve) then 'r' end)
      from (select customer_id, max(reached_on) as last_on, false as to_resolve
              from dunning_level
             where tenant_id = ${ctx.tenantId} and ${among(sql`customer_id`)}
             group by customer_id
             union all
            select customer_id,
                   case when state in ('claimed', 'data') then ${ctx.today}::date end,
                   state not in ('claimed', 'data')
              from message
             where tenant_id = ${ctx.tenantId} and purpose = 'reminder'
               and state in ('claimed', 'data', 'refused', 'failed', 'unknown', 'quarantined')
               and ${among(sql`customer_id`)}) as contact
     group by customer_id`;
}

export function lastContactOf(text: string | undefined): {
  readonly lastOn: Day | undefined;
  readonly toResolve: boolean;
} {
  const [lastOn = '', toResolve = ''] = text?.split(',') ?? [];
  return { lastOn: lastOn === '' ? undefined : dayOf(Number(lastOn)), toResolve: toResolve !== '' };
}
