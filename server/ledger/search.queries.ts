import type { Day } from '@goodterms/core/kernel/day.ts';
import { money, moneyText, type Currency } from '@goodterms/core/kernel/money.ts';
import { creditKey } from '@goodterms/core/ledger/ledger-books.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';
import { containing } from '../platform/page.ts';

export type Hit = {
  readonly kind: 'customer' | 'open_item' | 'credit_item' | 'contact';
  readonly id: string;
  readonly customerId: string | null;
  readonly title: string;
  readonly detail: string;
};

const HITS_OF_A_KIND = 8;
/** The last sign of a reference key in any collation: a key that begins alike sorts before it. */
const BEYOND = 'Z'.repeat(60);
/** Inside a reference only what is long enough to mean something: the index cannot help there. */
const MIN_INSIDE_LENGTH = 3;

/** Customers, their people, invoices and payments that fit some words, a few of each. */
export async function searchEverything(ctx: Context, words: string): Promise<Hit[]> {
  const text = words.trim().toLowerCase();
  const key = referenceKey(words);
  const found = await rows<HitRow>(
    ctx,
    sql`
    (${customersLike(ctx, text)}) union all
    (${contactsLike(ctx, text)}) union all
    (${itemsBeginning(ctx, key)}) union all
    (${creditsBeginning(ctx, words.trim())})`,
  );
  const hasItem = found.some(({ kind }) => kind === 'open_item');
  const inside =
    hasItem || key.length < MIN_INSIDE_LENGTH ? [] : await rows<HitRow>(ctx, itemsInside(ctx, key));
  return [...found, ...inside].map(toHit);
}

function customersLike(ctx: Context, text: string): RawBuilder<unknown> {
  return sql`
    select 'customer' as kind, id::text as id, id::text as customer_id, name as title,
           number as detail, null::bigint as amount, currency, null::date as due_on
      from customer
     where tenant_id = ${ctx.tenantId}
       and (lower(name) like ${containing(text)} or lower(number) like ${containing(text)})
     order by lower(name) like ${containing(text).slice(1)} desc, lower(name), id
     limit ${HITS_OF_A_KIND}`;
}

function contactsLike(ctx: Context, text: string): RawBuilder<unknown> {
  return sql`
    select 'contact', p.id::text, p.customer_id::text, p.name, c.name, null::bigint, c.currency,
           null::date
      from contact p
      join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
     where p.tenant_id = ${ctx.tenantId}
       and (lower(p.name) like ${containing(text)} or lower(p.email) like ${containing(text)})
     order by p.name, p.id
     limit ${HITS_OF_A_KIND}`;
}

function itemsBeginning(ctx: Context, key: string): RawBuilder<unknown> {
  return sql`
    select * from (${itemColumns(ctx)}
       and i.reference_key >= ${key} and i.reference_key <= ${key + BEYOND} and ${key} <> ''
     order by i.open_amount > 0 desc, i.reference_key, i.id
     limit ${HITS_OF_A_KIND}) beginning`;
}

function itemsInside(ctx: Context, key: string): RawBuilder<unknown> {
  return sql`${itemColumns(ctx)} and i.reference_key like ${containing(key)}
     order by i.open_amount > 0 desc, i.id desc
     limit ${HITS_OF_A_KIND}`;
}

function itemColumns(ctx: Context): RawBuilder<unknown> {
  return sql`
    select 'open_item' as kind, i.id::text as id, i.customer_id::text as customer_id,
           i.reference as title, c.name as detail, i.open_amount as amount, i.currency, i.due_on
      from open_item i
      join customer c on c.tenant_id = i.tenant_id and c.id = i.customer_id
     where i.tenant_id = ${ctx.tenantId}`;
}

/** Those of ledger files by the end of their natural key, the others by an index of their own. */
function creditsBeginning(ctx: Context, text: string): RawBuilder<unknown> {
  const beginning = (column: RawBuilder<unknown>, from: string) => sql`
    (select k.id
       from credit_item k
      where k.tenant_id = ${ctx.tenantId} and ${column} >= ${from}
        and ${column} < ${`${from}\u{10FFFF}`}`;
  const ofLedger = (kind: 'payment' | 'credit_note') => sql`
    ${beginning(sql`k.natural_key`, creditKey(kind, text))}
      order by k.natural_key
      limit ${HITS_OF_A_KIND})`;
  return sql`
    select 'credit_item', k.id::text, k.customer_id::text, k.reference, coalesce(c.name, ''),
           k.amount, k.currency, k.received_on
      from (${ofLedger('payment')}
            union all ${ofLedger('credit_note')}
            union all ${beginning(sql`k.reference collate "C"`, text)}
        and k.natural_key not like 'ledger payment %'
        and k.natural_key not like 'ledger credit\\_note %'
      order by k.reference collate "C"
      limit ${HITS_OF_A_KIND})) as begins
      join credit_item k on k.tenant_id = ${ctx.tenantId} and k.id = begins.id
      left join customer c on c.tenant_id = k.tenant_id and c.id = k.customer_id
     order by k.reference collate "C", k.id
     limit ${HITS_OF_A_KIND}`;
}

type HitRow = {
  readonly kind: Hit['kind'];
  readonly id: string;
  readonly customer_id: string | null;
  readonly title: string;
  readonly detail: string;
  readonly amount: bigint | null;
  readonly currency: Currency;
  readonly due_on: Day | null;
};

function toHit({ kind, id, customer_id, title, detail, amount, currency, due_on }: HitRow): Hit {
  const sum = amount === null ? '' : `${moneyText(money(amount, currency))} ${currency}`;
  const words = {
    customer: detail,
    contact: detail,
    open_item: amount === 0n ? `${detail}, settled` : `${detail}, ${sum} open, due ${due_on}`,
    credit_item: [detail, `${sum} received ${due_on}`].filter((part) => part !== '').join(', '),
  };
  return { kind, id, customerId: customer_id, title, detail: words[kind] };
}
