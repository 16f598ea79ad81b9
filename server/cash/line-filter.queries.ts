import type { LineFilter, ListedState } from '@goodterms/api/cash/bank-line-filter.ts';
import { parseMoney, type Currency } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql, type RawBuilder } from '../platform/database.ts';
import { containing } from '../platform/page.ts';

/** Waits for a person: a payment that settles nothing yet, or one that went back unexplained. */
const IS_OPEN = sql`
  m.id is null and l.set_aside is null
  and (l.amount > 0 and c.unallocated > 0 or l.amount < 0 and l.reversal)`;

const STATES: Readonly<Record<Exclude<ListedState, 'proposed' | 'unclear'>, RawBuilder<unknown>>> =
  {
    open: IS_OPEN,
    matched: sql`m.id is not null and l.set_aside is null`,
    by_rule: sql`m.matched_by = 'rule' and m.tier <> 'returned_payment' and l.set_aside is null`,
    by_hand: sql`m.matched_by <> 'rule' and m.tier <> 'returned_payment' and l.set_aside is null`,
    not_receivable: sql`l.set_aside in ('money_out', 'not_a_receivable')`,
    returned: sql`(l.set_aside = 'reversal' or l.reversal and l.amount < 0)`,
    set_aside: sql`l.set_aside is not null`,
    all: sql`true`,
  };

/**
 * What a list of lines is narrowed to, for `where`. Lines are called `l`, their accounts `ba`, their
 * matches `m`, credits `c` and customers `cu`. Whether an open line has a proposal is read later.
 */
export async function lineConditions(
  ctx: Context,
  state: ListedState,
  filter: LineFilter,
): Promise<RawBuilder<unknown>> {
  const { account, from, until } = filter;
  return sql`
    ${STATES[state === 'proposed' || state === 'unclear' ? 'open' : state]}
    ${searched(filter.search, await amountsLike(ctx, filter.search))}
    ${account === undefined ? sql`` : sql`and ba.account = ${account}`}
    ${from === undefined ? sql`` : sql`and l.booked_on >= ${from}::date`}
    ${until === undefined ? sql`` : sql`and l.booked_on <= ${until}::date`}
    ${await amountWithin(ctx, filter)}`;
}

/** How many lines are in each state, of those that a filter lets through. */
export type LineCounts = Readonly<
  Record<'open' | 'byRule' | 'byHand' | 'notReceivable' | 'returned' | 'all', number>
>;

export async function countLines(
  ctx: Context,
  { statementId, ...filter }: LineFilter,
): Promise<LineCounts> {
  const counts = await first<LineCounts>(
    ctx,
    sql`
    select count(*) filter (where ${STATES.open})::int as open,
           count(*) filter (where ${STATES.by_rule})::int as "byRule",
           count(*) filter (where ${STATES.by_hand})::int as "byHand",
           count(*) filter (where ${STATES.not_receivable})::int as "notReceivable",
           count(*) filter (where ${STATES.returned})::int as returned,
           count(*)::int as "all"
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
      left join customer cu on cu.tenant_id = ${ctx.tenantId}
       and cu.id = coalesce(m.customer_id, c.customer_id)
     where l.tenant_id = ${ctx.tenantId} and ${await lineConditions(ctx, 'all', filter)}
       ${statementId === undefined ? sql`` : shownIn(ctx, statementId)}`,
  );
  return counts ?? { open: 0, byRule: 0, byHand: 0, notReceivable: 0, returned: 0, all: 0 };
}

/** A statement also shows lines that an earlier file had shown already. */
export function shownIn(ctx: Context, statementId: string): RawBuilder<unknown> {
  return sql`
       and (l.bank_statement_id = ${statementId}::bigint
            or l.id in (select bank_line_id from bank_line_again
                         where tenant_id = ${ctx.tenantId}
                           and bank_statement_id = ${statementId}::bigint))`;
}

function searched(
  search: string | undefined,
  amounts: RawBuilder<unknown> | undefined,
): RawBuilder<unknown> {
  if (!search) return sql``;
  const like = containing(search);
  return sql`and (l.remittance ilike ${like} or l.payer_name ilike ${like}
                  or l.payer_account ilike ${like} or cu.name ilike ${like}
                  ${amounts === undefined ? sql`` : sql`or ${amounts}`})`;
}

/** '1,250.00' finds the lines of exactly this amount, whichever way the money went. */
async function amountsLike(
  ctx: Context,
  search: string | undefined,
): Promise<RawBuilder<unknown> | undefined> {
  const typed = search?.replaceAll(/[\s,'’]/g, '') ?? '';
  if (!/^\d+(?:\.\d+)?$/.test(typed)) return undefined;
  return withinEachCurrency(ctx, typed, typed);
}

async function amountWithin(
  ctx: Context,
  { amountMin, amountMax }: LineFilter,
): Promise<RawBuilder<unknown>> {
  if (amountMin === undefined && amountMax === undefined) return sql``;
  const within = await withinEachCurrency(ctx, amountMin, amountMax);
  return sql`and ${within ?? sql`false`}`;
}

/** Limits as people type them become minor units of each currency that our accounts are in. */
async function withinEachCurrency(
  ctx: Context,
  min: string | undefined,
  max: string | undefined,
): Promise<RawBuilder<unknown> | undefined> {
  const found = await rows<{ currency: Currency }>(
    ctx,
    sql`
    select distinct currency from bank_account where tenant_id = ${ctx.tenantId} order by currency`,
  );
  const limits = found.flatMap(({ currency }) => {
    const from = parseMoney(min ?? '0', currency);
    const until = max === undefined ? MOST : parseMoney(max, currency)?.minor;
    return from && until !== undefined ? [{ currency, from: from.minor, until }] : [];
  });
  if (limits.length === 0) return undefined;
  return sql`exists (
    select from unnest(${list(limits.map(({ currency }) => currency))}::text[],
                       ${list(limits.map(({ from }) => from))}::bigint[],
                       ${list(limits.map(({ until }) => until))}::bigint[])
             as limits (currency, from_amount, until_amount)
     where limits.currency = l.currency
       and abs(l.amount) between limits.from_amount and limits.until_amount)`;
}

const MOST = 2n ** 62n;
