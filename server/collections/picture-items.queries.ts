import type { ContactToWrite, ItemInPicture } from '@goodterms/core/collections/contact-picture.ts';
import { addDays, toDay, type Day, type Weekday } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, Id } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql, type RawBuilder } from '../platform/database.ts';

/**
 * The parts of a picture. Each statement answers one row a customer, its items folded into one text
 * (`id,due,open;…`, days counted from 2000-01-01): a row and a field each cost the driver more than
 * the database needs to fold a hundred of them.
 */

/** Says of a column with a customer's id whether it belongs to the batch. */
export type Among = (column: RawBuilder<unknown>) => RawBuilder<unknown>;

/** Days travel as numbers counted from here. */
export const EPOCH = toDay('2000-01-01');
/** Few days occur, each of them thousands of times. */
const daysKnown = Array.from<Day | undefined>({ length: 20_000 });

export function dayOf(number: number): Day {
  return (daysKnown[number] ??= addDays(EPOCH, number));
}

export type ItemsRow = {
  readonly customerId: CustomerId;
  readonly contactId: Id<'contact'> | null;
  readonly traits: string;
  readonly currency: Currency | null;
  readonly items: string | null;
};

/**
 * One row for each customer and currency with something overdue before `cutOff`, and for the
 * customers in `also`. What is not due yet decides only whether credit outweighs what is open and
 * whether it was paid as promised, and comes along for the customers in `whole`. The contact is the primary one who has an
 * address and has not left.
 */
export function itemRowsOf(
  ctx: Context,
  among: Among,
  {
    cutOff,
    also,
    whole,
  }: {
    readonly cutOff: Day;
    readonly also: readonly CustomerId[];
    readonly whole: readonly CustomerId[];
  },
): Promise<ItemsRow[]> {
  return rows<ItemsRow>(
    ctx,
    sql`
    select c.id::text as "customerId", k.id::text as "contactId", o.currency, o.items,
           concat(c.country, '|', c.time_zone, '|', case when c.personal then 'p' end, '|',
                  c.insolvent_on, '|', coalesce(k.language, c.language), '|',
                  case when k.email <> '' then 'a' end, '|',
                  extract(hour from k.hours_from) * 60 + extract(minute from k.hours_from), '|',
                  extract(hour from k.hours_until) * 60 + extract(minute from k.hours_until), '|',
                  array_to_string(k.closed_weekdays, ','), '|',
                  case when k.unsubscribed_on is not null then 'u' end) as traits
      from customer c
      left join (
           select i.customer_id, i.currency, min(i.due_on) as first_due_on,
                  string_agg(concat_ws(',', i.id, i.due_on - ${EPOCH}::date, i.open_amount, l.level,
                                       l.reached_on - ${EPOCH}::date),
                             ';' order by i.due_on, i.id) as items
             from open_item i
             left join dunning_level l on l.tenant_id = ${ctx.tenantId} and l.open_item_id = i.id
            where i.tenant_id = ${ctx.tenantId} and i.open_amount > 0
              and (i.due_on < ${cutOff}::date or i.customer_id = any(${list(whole)}::bigint[]))
              and ${among(sql`i.customer_id`)}
            group by i.customer_id, i.currency) o on o.customer_id = c.id
      left join (
           select distinct on (customer_id) customer_id, id, language, email, hours_from, hours_until,
                  closed_weekdays, unsubscribed_on
             from contact
            where tenant_id = ${ctx.tenantId} and ${among(sql`customer_id`)}
              and (left_on is null or left_on > ${ctx.today}::date)
            order by customer_id, (coalesce(email, '') <> '') desc, is_primary desc, id) k
        on k.customer_id = c.id
     where c.tenant_id = ${ctx.tenantId} and ${among(sql`c.id`)}
       and (o.first_due_on < ${cutOff}::date or c.id = any(${list(also)}::bigint[]))
     order by c.id, o.currency`,
  );
}

/** What a customer and the contact have in common with many others. */
export type Traits = {
  readonly country: string | undefined;
  readonly timeZone: string | undefined;
  readonly isPersonal: boolean;
  readonly insolventOn: Day | undefined;
  readonly language: string;
  readonly contact: Omit<ContactToWrite, 'id'>;
};

/** Reads each combination of traits once. */
export function traitsReader(): (text: string) => Traits {
  const known = new Map<string, Traits>();
  return (text) => {
    let traits = known.get(text);
    if (traits === undefined) known.set(text, (traits = readTraits(text)));
    return traits;
  };
}

function readTraits(text: string): Traits {
  const [
    country = '',
    timeZone = '',
    personal = '',
    insolventOn = '',
    language = '',
    address = '',
    from = '',
    until = '',
    closed = '',
    unsubscribed = '',
  ] = text.split('|');
  return {
    country: country === '' ? undefined : country,
    timeZone: timeZone === '' ? undefined : timeZone,
    isPersonal: personal !== '',
    insolventOn: insolventOn === '' ? undefined : toDay(insolventOn),
    language,
    contact: {
      hasAddress: address !== '',
      language,
      hoursFrom: from === '' ? undefined : Number(from),
      hoursUntil: until === '' ? undefined : Number(until),
      closedWeekdays: closed === '' ? [] : closed.split(',').map((day) => Number(day) as Weekday),
      hasUnsubscribed: unsubscribed !== '',
    },
  };
}

/** The items of one customer, one row a currency, oldest due first. */
export function itemsOf(texts: readonly ItemsRow[]): ItemInPicture[] {
  const items: ItemInPicture[] = [];
  for (const { items: text, currency } of texts)
    if (text !== null && currency !== null) readItems(text, currency, items);
  return texts.length > 1 ? items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)) : items;
}

/** Longer whole numbers are not exact in floating point. */
const EXACT_DIGITS = 15;

/** Walks along the text once; splitting it would make a list and five texts for every item. */
function readItems(text: string, currency: Currency, items: ItemInPicture[]): void {
  let at = 0;
  const number = (until: number): number => {
    let value = 0;
    for (; at < until; at += 1) value = value * 10 + text.charCodeAt(at) - ZERO;
    at += 1;
    return value;
  };
  while (at < text.length) {
    const next = text.indexOf(';', at);
    const end = next < 0 ? text.length : next;
    const afterId = text.indexOf(',', at);
    const id = text.slice(at, afterId) as Id<'open item'>;
    at = afterId + 1;
    const dueOn = dayOf(number(text.indexOf(',', at)));
    const comma = text.indexOf(',', at);
    const isReminded = comma >= 0 && comma < end;
    const amountEnd = isReminded ? comma : end;
    const minor =
      amountEnd - at > EXACT_DIGITS ? BigInt(text.slice(at, amountEnd)) : BigInt(number(amountEnd));
    at = amountEnd + 1;
    const level = isReminded ? number(text.indexOf(',', at)) : 0;
    const levelOn = isReminded ? dayOf(number(end)) : undefined;
    items.push({ id, dueOn, open: money(minor, currency), level, levelOn });
    at = end + 1;
  }
}

const ZERO = '0'.charCodeAt(0);
