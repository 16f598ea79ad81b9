import { MATCHING_RULES, precisionOf } from '@goodterms/core/cash/matching-rules.ts';
import type {
  KnownPayer,
  MatchingKnowledge,
  NameWords,
  NumberSeries,
  PayingHabit,
  WordRecord,
} from '@goodterms/core/cash/matching-knowledge.ts';
import type { TierName, TierRecord } from '@goodterms/core/cash/tier-record.ts';
import type { WantedKeys } from '@goodterms/core/cash/wanted-keys.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql } from '../platform/database.ts';
import { readSetting } from '../settings/setting.queries.ts';

/** What is remembered that the lines at hand ask for: a fixed number of statements. */
export async function knowledgeFor(
  ctx: Context,
  { accounts, payers }: Pick<WantedKeys, 'accounts' | 'payers'>,
): Promise<Omit<MatchingKnowledge, 'nameWords' | 'habits'>> {
  const { value: rules } = await readSetting(ctx, MATCHING_RULES);
  return {
    series: await numberSeries(ctx),
    accounts: await payersByAccount(ctx, accounts),
    payers: await payersByName(ctx, payers),
    strangers: await strangersAmong(ctx, payers),
    words: await wordsOfOtherMoney(ctx),
    tiers: await tierRecords(ctx),
    target: precisionOf(rules.targetPrecision) ?? 1,
  };
}

/** How these customers usually pay. */
export async function payingHabits(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, PayingHabit>> {
  if (customerIds.length === 0) return new Map();
  const found = await rows<PayingHabit & { readonly customerId: CustomerId }>(
    ctx,
    sql`
    select customer_id::text as "customerId", payments, without_reference as "withoutReference",
           several, whole_month as "wholeMonth", everything_due as "everythingDue",
           everything_open as "everythingOpen"
      from paying_habit
     where tenant_id = ${ctx.tenantId} and customer_id = any(${list(customerIds)}::bigint[])`,
  );
  return new Map(found.map(({ customerId, ...habit }) => [customerId, habit]));
}

async function numberSeries(ctx: Context): Promise<NumberSeries[]> {
  const found = await rows<{ series: NumberSeries }>(
    ctx,
    sql`select series from number_series where tenant_id = ${ctx.tenantId} order by shape`,
  );
  return found.map(({ series }) => series);
}

/** In how many customers' names each of these words stands. */
export async function nameWordsAmong(ctx: Context, words: Iterable<string>): Promise<NameWords> {
  const wanted = [...words];
  const count = await first<{ customers: number }>(
    ctx,
    sql`select count(*)::int as customers from customer_name where tenant_id = ${ctx.tenantId}`,
  );
  const found =
    wanted.length === 0
      ? []
      : await rows<{ word: string; customers: number }>(
          ctx,
          sql`
          select key as word, count(*)::int as customers
            from customer_name_key
           where tenant_id = ${ctx.tenantId} and key = any(${list(wanted)}::text[])
           group by key`,
        );
  return {
    customers: count?.customers ?? 0,
    customersWith: new Map(found.map(({ word, customers }) => [word, customers])),
  };
}

type PayerRow = KnownPayer & { readonly key: string };

/** What the ledger or a person says of an account counts as one confirmation. */
async function payersByAccount(ctx: Context, keys: ReadonlySet<string>) {
  if (keys.size === 0) return new Map<string, readonly KnownPayer[]>();
  const accounts = list([...keys]);
  return byKey(
    await rows<PayerRow>(
      ctx,
      sql`
      select key, customer_id::text as "customerId", sum(confirmed)::int as confirmed,
             sum(refused)::int as refused
        from (select account as key, customer_id, 1 as confirmed, 0 as refused
                from customer_bank_account
               where tenant_id = ${ctx.tenantId} and account = any(${accounts}::text[])
              union all
              select key, customer_id, confirmed, refused
                from payer_record
               where tenant_id = ${ctx.tenantId} and kind = 'account'
                 and key = any(${accounts}::text[])) known
       group by key, customer_id
       order by key, customer_id`,
    ),
  );
}

async function payersByName(ctx: Context, keys: ReadonlySet<string>) {
  if (keys.size === 0) return new Map<string, readonly KnownPayer[]>();
  return byKey(
    await rows<PayerRow>(
      ctx,
      sql`
      select key, customer_id::text as "customerId", confirmed, refused
        from payer_record
       where tenant_id = ${ctx.tenantId} and kind = 'name'
         and key = any(${list([...keys])}::text[])
       order by key, customer_id`,
    ),
  );
}

function byKey(found: readonly PayerRow[]): ReadonlyMap<string, readonly KnownPayer[]> {
  return new Map(
    [...Map.groupBy(found, ({ key }) => key)].map(([key, theirs]) => [
      key,
      theirs.map(({ customerId, confirmed, refused }) => ({ customerId, confirmed, refused })),
    ]),
  );
}

async function strangersAmong(ctx: Context, keys: ReadonlySet<string>) {
  if (keys.size === 0) return new Map<string, number>();
  const found = await rows<{ key: string; times: number }>(
    ctx,
    sql`
    select key, times
      from stranger_record
     where tenant_id = ${ctx.tenantId} and times > 0 and key = any(${list([...keys])}::text[])`,
  );
  return new Map(found.map(({ key, times }) => [key, times]));
}

const WORDS_AT_MOST = 500;

async function wordsOfOtherMoney(ctx: Context): Promise<Map<string, WordRecord>> {
  const found = await rows<WordRecord & { word: string }>(
    ctx,
    sql`
    select word, receivable, other
      from word_record
     where tenant_id = ${ctx.tenantId} and other > 0
     order by other desc, word
     limit ${WORDS_AT_MOST}`,
  );
  return new Map(found.map(({ word, receivable, other }) => [word, { receivable, other }]));
}

async function tierRecords(ctx: Context): Promise<Map<TierName, TierRecord>> {
  const found = await rows<TierRecord & { tier: TierName }>(
    ctx,
    sql`
    select tier, correct as right, wrong, right_since_wrong as "rightSinceWrong"
      from tier_record
     where tenant_id = ${ctx.tenantId}`,
  );
  return new Map(
    found.map(({ tier, right, wrong, rightSinceWrong }) => [
      tier,
      { right, wrong, rightSinceWrong },
    ]),
  );
}
