import type { ContactPicture } from '@goodterms/core/collections/contact-picture.ts';
import { addDays, daysBetween, type Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, MessageId } from '@goodterms/core/kernel/id.ts';
import { dayAt, type Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { without } from '../platform/planner.ts';
import { planKept } from '../platform/kept-plan.ts';
import {
  creditsOf,
  disputesOf,
  exceptionsByCustomer,
  holdsOf,
  lastContactOf,
  probablePaymentsOf,
  promisesOf,
  shortPaidOf,
  type Exceptions,
} from './picture-exceptions.queries.ts';
import {
  itemRowsOf,
  itemsOf,
  traitsReader,
  type Among,
  type ItemsRow,
  type Traits,
} from './picture-items.queries.ts';

/** Whom a question is about: everybody, or the named. */
export type CustomerSet = 'all' | readonly CustomerId[];

/** A picture with what was decided and planned from it before. */
export type PictureWithPast = {
  readonly picture: ContactPicture;
  readonly traits: Traits;
  /** The decision of the day that is reviewed, when there is one. */
  readonly decided: { readonly digest: number } | undefined;
  /** The reminder that waits, when one does. */
  readonly waiting: { readonly id: MessageId; readonly digest: number } | undefined;
};

export type PictureOptions = {
  /** Where we are. */
  readonly timeZone: string;
  /** Whose decisions are compared; today's when nothing is said. */
  readonly day?: Day | undefined;
  readonly batchSize?: number;
  /** The named customers are wanted even when nothing of theirs is overdue. */
  readonly evenIfNothingIsOverdue?: boolean;
};

const BATCH_SIZE = 10_000;
/** For fewer customers an index is quicker than a hash table. */
const MANY = 50;

/**
 * The pictures of many customers, a batch at a time: three statements a batch, whatever its size.
 * One customer is the batch of size one.
 */
export async function* picturesOf(
  ctx: Context,
  whom: CustomerSet,
  options: PictureOptions,
): AsyncGenerator<Iterable<PictureWithPast>> {
  const size = options.batchSize ?? BATCH_SIZE;
  if (whom !== 'all') {
    for (let from = 0; from < whom.length; from += size) {
      const named = whom.slice(from, from + size);
      const also = options.evenIfNothingIsOverdue ? named : [];
      const isBig = named.length > MANY;
      yield await readBatch(ctx, amongThe(named), also, isBig, options);
    }
    return;
  }
  for (let from = '0'; ;) {
    const after = from;
    const [last, next] = await endOfSpan(ctx, after, size);
    const among: Among = (column) =>
      next === undefined
        ? sql`${column} > ${after}::bigint`
        : sql`${column} > ${after}::bigint and ${column} <= ${last}::bigint`;
    yield await readBatch(ctx, among, [], true, options);
    if (last === undefined || next === undefined) return;
    from = last;
  }
}

/** One customer is asked about all day long, by a page and by each payment: its plans are kept. */
function amongThe(named: readonly CustomerId[]): Among {
  const [only] = named;
  return named.length === 1
    ? (column) => planKept(sql`${column} = ${only}::bigint`)
    : (column) => sql`${column} = any(${named}::bigint[])`;
}

/** The last customer of a span of so many, and the first after it. */
async function endOfSpan(
  ctx: Context,
  after: string,
  size: number,
): Promise<[string | undefined, string | undefined]> {
  const [last, next] = await rows<{ id: string }>(
    ctx,
    sql`
    select c.id::text as id from customer c
     where c.tenant_id = ${ctx.tenantId} and c.id > ${after}::bigint
     order by c.id offset ${size - 1} limit 2`,
  );
  return [last?.id, next?.id];
}

async function readBatch(
  ctx: Context,
  among: Among,
  named: readonly CustomerId[],
  isBig: boolean,
  options: PictureOptions,
): Promise<Iterable<PictureWithPast>> {
  const { decided, waiting } = await pastOf(ctx, options.day ?? ctx.today, among);
  const exceptions = await exceptionsByCustomer(ctx, among);
  const also = [...new Set([...named, ...decided.keys(), ...waiting.keys()])];
  const whole = [...named, ...withCreditOrPromise(exceptions)];
  // Nobody's calendar is more than a day ahead of ours.
  const cutOff = addDays(ctx.today, 1);
  const read = () => itemRowsOf(ctx, among, { cutOff, also, whole });
  // The planner would look through all levels for each of many items.
  const itemRows = isBig ? await without(ctx, 'enable_nestloop', read) : await read();
  const readTraits = traitsReader();
  const todayIn = calendarOfZones(ctx, options.timeZone);

  // One picture at a time: thousands of them, held together, would cost more than making them.
  function* pictures(): Generator<PictureWithPast> {
    for (const texts of rowsOfEachCustomer(itemRows)) {
      const [{ customerId, contactId, traits: traitsText }] = texts;
      const traits = readTraits(traitsText);
      const except = exceptions.get(customerId) ?? NOTHING;
      const contacted = lastContactOf(except.contacted);
      const items = itemsOf(texts);
      yield {
        picture: {
          customerId,
          today: todayIn(traits.timeZone),
          country: traits.country,
          isPersonal: traits.isPersonal,
          insolventOn: traits.insolventOn,
          contact: contactId === null ? undefined : { id: contactId, ...traits.contact },
          items,
          unallocated: parsed(except.credits, creditsOf),
          probablePayments: parsed(except.probable, probablePaymentsOf),
          promises: parsed(except.promises, (text) => promisesOf(text, items)),
          disputes: parsed(except.disputes, disputesOf),
          shortPaid: parsed(except.disputes, shortPaidOf),
          holds: parsed(except.holds, holdsOf),
          lastMessageOn: contacted.lastOn,
          hasMessageToResolve: contacted.toResolve,
        },
        traits,
        decided: decided.get(customerId),
        waiting: waiting.get(customerId),
      };
    }
  }
  return pictures();
}

const NOTHING: Exceptions = {};
const NONE: readonly never[] = [];

function parsed<Part>(text: string | undefined, parse: (text: string) => Part[]): readonly Part[] {
  return text === undefined ? NONE : parse(text);
}

function* withCreditOrPromise(
  exceptions: ReadonlyMap<CustomerId, Exceptions>,
): Generator<CustomerId> {
  for (const [customerId, { credits, promises }] of exceptions)
    if (credits !== undefined || promises !== undefined) yield customerId;
}

type Past = {
  /** The digest of what was decided about each customer on the day. */
  readonly decided: ReadonlyMap<CustomerId, { readonly digest: number }>;
  /** The reminder that waits for each customer. */
  readonly waiting: ReadonlyMap<CustomerId, { readonly id: MessageId; readonly digest: number }>;
};

/** Folded into two texts, `customer,…;`: in a second run of a morning everybody has one of each. */
async function pastOf(ctx: Context, day: Day, among: Among): Promise<Past> {
  const folded = await first<{ decided: string | null; waiting: string | null }>(
    ctx,
    sql`
    select (select string_agg(concat_ws(',', customer_id, digest), ';')
              from decision
             where tenant_id = ${ctx.tenantId} and business_day = ${day}::date
               and ${among(sql`customer_id`)}) as decided,
           (select string_agg(concat_ws(',', customer_id, id, digest), ';')
              from message
             where tenant_id = ${ctx.tenantId} and state = 'waiting' and purpose = 'reminder'
               and ${among(sql`customer_id`)}) as waiting`,
  );
  return {
    decided: unfolded(folded?.decided, (digest) => ({ digest: Number(digest) })),
    waiting: unfolded(folded?.waiting, (text) => {
      const [id, digest] = text.split(',');
      return { id: id as MessageId, digest: Number(digest ?? 0) };
    }),
  };
}

function unfolded<Part>(
  folded: string | null | undefined,
  read: (text: string) => Part,
): Map<CustomerId, Part> {
  const parts = new Map<CustomerId, Part>();
  for (const one of folded?.split(';') ?? []) {
    const comma = one.indexOf(',');
    parts.set(one.slice(0, comma) as CustomerId, read(one.slice(comma + 1)));
  }
  return parts;
}

/** The calendar day of a zone at this moment, counted from ours: an answer for another day shifts with it. */
function calendarOfZones(ctx: Context, ours: string): (zone: string | undefined) => Day {
  const here = dayAt(ctx.now, ours);
  const known = new Map<string, Day>();
  return (zone) => {
    if (zone === undefined || zone === ours) return ctx.today;
    let day = known.get(zone);
    if (day === undefined) {
      day = addDays(ctx.today, daysBetween(here, dayAt(ctx.now, zone)));
      known.set(zone, day);
    }
    return day;
  };
}

function* rowsOfEachCustomer(all: readonly ItemsRow[]): Generator<[ItemsRow, ...ItemsRow[]]> {
  let each: [ItemsRow, ...ItemsRow[]] | undefined;
  for (const row of all) {
    if (each?.[0].customerId === row.customerId) each.push(row);
    else {
      if (each) yield each;
      each = [row];
    }
  }
  if (each) yield each;
}
