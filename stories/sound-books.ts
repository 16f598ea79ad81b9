import { toDay } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  BankLineId,
  CreditItemId,
  CustomerId,
  OpenItemId,
  ShortPaymentId,
} from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  answerShortPayment,
  noticeShortPayments,
} from '@goodterms/server/cash/short-payment.actions.ts';
import { allocateAll, reverseAllocations } from '@goodterms/server/ledger/allocation.actions.ts';
import { bookOpenItems } from '@goodterms/server/ledger/open-item.actions.ts';
import { receiveCredits } from '@goodterms/server/ledger/payment.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, sql, type DatabaseAddress } from '@goodterms/server/platform/database.ts';
import { sealUntil } from '@goodterms/server/platform/journal-seal.ts';
import { inject } from 'vitest';

/** Ids as text, by what they are called. */
export type SoundBooks = Record<string, string>;

const EUR = toCurrency('EUR');

/** Books with a little of everything, in which every invariant holds. */
export async function moveInSoundBooks(ctx: Context): Promise<SoundBooks> {
  const ids: SoundBooks = {};
  ids['acme'] = await add(
    ctx,
    sql`insert into customer (tenant_id, number, name, currency) values (${ctx.tenantId}, 'A', 'Acme', 'EUR') returning id::text as id`,
  );
  const [a, b, big] = must(
    await bookOpenItems(ctx, [
      item(ids, 'A', 100_00n),
      item(ids, 'B', 50_00n),
      item(ids, 'BIG', 9000_00n),
    ]),
  );
  const [payment, rich] = must(
    await receiveCredits(ctx, [credit(ids, 'P', 120_00n), credit(ids, 'RICH', 9000_00n)]),
  );
  Object.assign(ids, { a, b, big, payment: payment?.id, rich: rich?.id });
  must(
    await allocateAll(ctx, [
      share(ids, 'payment', 'a', 100_00n),
      share(ids, 'payment', 'b', 20_00n),
    ]),
  );
  const [wrong] = must(await allocateAll(ctx, [share(ids, 'rich', 'big', 1_00n)]));
  must(await reverseAllocations(ctx, [wrong as AllocationId], 'a mistake'));
  await moveInBank(ctx, ids);
  await moveInShortPayment(ctx, ids);
  await moveInMessages(ctx, ids);
  await sql`insert into job_run (tenant_id, job, business_day) values (${ctx.tenantId}, 'day', current_date)`.execute(
    ctx.db,
  );
  await sql`insert into idempotency_key (tenant_id, key, endpoint, body_hash, status, reply) values (${ctx.tenantId}, 'k', 'allocate', '\\x00', 200, '{}')`.execute(
    ctx.db,
  );
  const newest = BigInt(ids['journal'] ?? 0);
  for (const until of [newest - 2n, newest, newest + 1000n]) await sealUntil(ctx, until);
  return ids;
}

async function moveInBank(ctx: Context, ids: SoundBooks): Promise<void> {
  const { tenantId } = ctx;
  const journal = await add(
    ctx,
    sql`insert into journal (tenant_id, actor_kind, actor_id, fact, data) values (${tenantId}, 'user', 'ada', 'cash.statement_imported', '{}') returning id::text as id`,
  );
  ids['journal'] = journal;
  await add(
    ctx,
    sql`insert into journal (tenant_id, actor_kind, actor_id, fact, data) values (${tenantId}, 'user', 'ada', 'settings.changed', '{}') returning id::text as id`,
  );
  const account = await add(
    ctx,
    sql`insert into bank_account (tenant_id, account, currency) values (${tenantId}, 'NL00', 'EUR') returning id::text as id`,
  );
  const file = await add(
    ctx,
    sql`insert into import_file (tenant_id, kind, name, sha256, bytes, result, journal_id) values (${tenantId}, 'bank', 'f', '\\x00', 1, '{}', ${journal}::bigint) returning id::text as id`,
  );
  const statement = await add(
    ctx,
    sql`
    insert into bank_statement (tenant_id, bank_account_id, import_file_id, position, number, opening, closing_on, closing, line_count, money_in, money_out, adds_up)
    values (${tenantId}, ${account}::bigint, ${file}::bigint, 1, '1', 0, '2026-02-28', 12000, 1, 12000, 0, true) returning id::text as id`,
  );
  await add(
    ctx,
    sql`
    insert into bank_line (tenant_id, bank_account_id, bank_statement_id, movement, occurrence, position, booked_on, currency, amount, credit_item_id)
    values (${tenantId}, ${account}::bigint, ${statement}::bigint, 'm', 1, 1, '2026-02-28', 'EUR', 12000, ${ids['payment']}::bigint) returning id::text as id`,
  );
}

/** Nine of ten were paid; the last one was waived. */
async function moveInShortPayment(ctx: Context, ids: SoundBooks): Promise<void> {
  const { tenantId } = ctx;
  const [c] = must(await bookOpenItems(ctx, [item(ids, 'C', 10_00n)]));
  const [nine] = must(await receiveCredits(ctx, [credit(ids, 'NINE', 9_00n)]));
  Object.assign(ids, { c, nine: nine?.id });
  const [share9] = must(await allocateAll(ctx, [share(ids, 'nine', 'c', 9_00n)]));
  const statement = await add(
    ctx,
    sql`
    insert into bank_statement (tenant_id, bank_account_id, import_file_id, position, number, opening, closing_on, closing, line_count, money_in, money_out, adds_up)
    select tenant_id, bank_account_id, import_file_id, 2, '2', closing, '2026-03-01', closing + 900, 1, 900, 0, true from bank_statement where tenant_id = ${tenantId} returning id::text as id`,
  );
  const line = await add(
    ctx,
    sql`
    insert into bank_line (tenant_id, bank_account_id, bank_statement_id, movement, occurrence, position, booked_on, currency, amount, credit_item_id)
    select tenant_id, bank_account_id, ${statement}::bigint, 'nine', 1, 1, '2026-03-01', 'EUR', 900, ${ids['nine']}::bigint from bank_line where tenant_id = ${tenantId} returning id::text as id`,
  );
  const shared = [
    { creditItemId: ids['nine'], openItemId: ids['c'], allocationId: share9, minor: '900' },
  ];
  await add(
    ctx,
    sql`
    insert into match (tenant_id, bank_line_id, customer_id, tier, evidence, items, matched_by, journal_id)
    values (${tenantId}, ${line}::bigint, ${ids['acme']}::bigint, 'by_hand', '[]', ${JSON.stringify(shared)}::jsonb, 'user ada', ${ids['journal']}::bigint) returning id::text as id`,
  );
  await noticeShortPayments(ctx, [
    { lineId: line as BankLineId, openItemIds: [ids['c'] as OpenItemId] },
  ]);
  ids['short'] = await add(
    ctx,
    sql`select id::text as id from short_payment where tenant_id = ${tenantId}`,
  );
  const waive = { answer: 'write_off' as const, reason: undefined, said: '' };
  must(await answerShortPayment(ctx, ids['short'] as ShortPaymentId, waive, 'owner'));
}

async function moveInMessages(ctx: Context, ids: SoundBooks): Promise<void> {
  const { tenantId } = ctx;
  ids['message'] = await add(
    ctx,
    sql`
    insert into message (tenant_id, customer_id, purpose, case_item_id, level, template, language, recipient_hash, business_day, state, planned, epoch, available_at, deadline, journal_id)
    values (${tenantId}, ${ids['acme']}::bigint, 'reminder', ${ids['b']}::bigint, 1, 'reminder_1', 'en', '\\x01', '2026-03-01', 'accepted', '{}', 1, now(), now(), ${ids['journal']}::bigint)
    returning id::text as id`,
  );
  ids['attempt'] = await add(
    ctx,
    sql`
    insert into message_attempt (tenant_id, message_id, stage, outcome, ended_at, gate)
    values (${tenantId}, ${ids['message']}::bigint, 'ended', 'accepted', now(), '{}') returning id::text as id`,
  );
  await sql`
    insert into message_item (tenant_id, attempt_id, open_item_id, reference, due_on, open_amount, asked_amount, currency)
    values (${tenantId}, ${ids['attempt']}::bigint, ${ids['b']}::bigint, 'B', '2026-02-14', 3000, 3000, 'EUR')`.execute(
    ctx.db,
  );
}

async function add(ctx: Context, query: Parameters<typeof first>[1]): Promise<string> {
  const row = await first<{ id: string }>(ctx, query);
  return row?.id ?? 'nothing';
}

function item(ids: SoundBooks, reference: string, minor: bigint) {
  return {
    customerId: ids['acme'] as CustomerId,
    kind: 'invoice' as const,
    reference,
    issuedOn: toDay('2026-01-15'),
    dueOn: toDay('2026-02-14'),
    amount: money(minor, EUR),
    orderReference: undefined,
  };
}

function credit(ids: SoundBooks, reference: string, minor: bigint) {
  return {
    kind: 'payment' as const,
    naturalKey: reference,
    customerId: ids['acme'] as CustomerId,
    reference,
    receivedOn: toDay('2026-02-20'),
    amount: money(minor, EUR),
    method: 'bank',
  };
}

function share(ids: SoundBooks, from: string, to: string, minor: bigint) {
  return {
    creditItemId: ids[from] as CreditItemId,
    openItemId: ids[to] as OpenItemId,
    amount: money(minor, EUR),
  };
}

function must<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.accepted) throw new Error(`refused: ${outcome.reason}`);
  return outcome.value;
}

/** The same database for somebody to whom no key and no trigger objects. */
export function asSuperuser(address: DatabaseAddress): DatabaseAddress {
  const { admin } = inject('cluster');
  if ('socketFolder' in admin && 'socketFolder' in address) return { ...address, user: admin.user };
  const url = new URL('url' in admin ? admin.url : '');
  url.pathname = new URL('url' in address ? address.url : '').pathname;
  return { url: url.href };
}
