import type { AnnouncedPayment } from '@goodterms/core/cash/remittance-advice.ts';
import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type {
  BankLineId,
  CustomerId,
  JournalId,
  RemittanceAdviceId,
} from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { RemittanceAdvice } from '@goodterms/formats/remittance/remittance.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql } from '../platform/database.ts';

/** Longer ago, an advice and a payment have nothing to do with each other. */
const REMEMBERED_DAYS = 60;

export type AdviceRow = {
  readonly content: Uint8Array;
  readonly fileName: string;
  readonly advice: RemittanceAdvice;
  readonly total: Money | undefined;
  readonly customerId: CustomerId | undefined;
  readonly journalId: JournalId;
};

/** The advice of the same content that came before. */
export async function adviceOfContent(
  ctx: Context,
  content: Uint8Array,
): Promise<RemittanceAdviceId | undefined> {
  const found = await first<{ id: RemittanceAdviceId }>(
    ctx,
    sql`
    select id::text as id from remittance_advice
     where tenant_id = ${ctx.tenantId} and content = ${content}`,
  );
  return found?.id;
}

export async function insertAdvice(
  ctx: Context,
  { content, fileName, advice, total, customerId, journalId }: AdviceRow,
): Promise<RemittanceAdviceId> {
  const inserted = await first<{ id: RemittanceAdviceId }>(
    ctx,
    sql`
    insert into remittance_advice (tenant_id, content, file_name, format, payer_name, payer_account,
                                   paid_on, currency, total, reference, customer_id, problems,
                                   received_on, journal_id)
    values (${ctx.tenantId}, ${content}, ${fileName}, ${advice.format}, ${advice.payerName ?? null},
            ${advice.payerAccount ?? null}, ${advice.paidOn ?? null}::date,
            ${total?.currency ?? null}, ${total?.minor ?? null}, ${advice.reference ?? null},
            ${customerId ?? null}::bigint, ${JSON.stringify(advice.problems)}::jsonb,
            ${ctx.today}::date, ${journalId}::bigint)
    returning id::text as id`,
  );
  if (!inserted) throw new Error('Expected: an advice gets an id');
  const { lines } = advice;
  await sql`
    insert into remittance_advice_line (tenant_id, remittance_advice_id, position, reference,
                                        reference_key, document_date, currency, amount, gross,
                                        discount, deduction_reason, place)
    select ${ctx.tenantId}, ${inserted.id}::bigint, d.position, d.reference, d.reference_key,
           d.document_date, d.currency, d.amount, d.gross, d.discount, d.deduction_reason, d.place
      from unnest(${list(lines.map((line) => line.reference))}::text[],
                  ${list(lines.map((line) => referenceKey(line.reference)))}::text[],
                  ${list(lines.map((line) => line.documentDate ?? null))}::date[],
                  ${list(lines.map((line) => (line.amount ?? line.gross)?.currency ?? null))}::text[],
                  ${list(lines.map((line) => line.amount?.minor ?? null))}::bigint[],
                  ${list(lines.map((line) => line.gross?.minor ?? null))}::bigint[],
                  ${list(lines.map((line) => line.discount?.minor ?? null))}::bigint[],
                  ${list(lines.map((line) => line.deductionReason ?? null))}::text[],
                  ${list(lines.map((line) => line.where))}::text[])
           with ordinality as d (reference, reference_key, document_date, currency, amount, gross,
                                 discount, deduction_reason, place, position)`.execute(ctx.db);
  return inserted.id;
}

type AnnouncedRow = {
  readonly id: RemittanceAdviceId;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly paidOn: Day | null;
  readonly receivedOn: Day;
  readonly currency: Currency;
  readonly total: bigint;
  readonly reference: string | null;
  readonly quoted: readonly string[];
};

/** What was announced lately and has not come, oldest first. */
export async function announcedPayments(ctx: Context): Promise<AnnouncedPayment[]> {
  const found = await rows<AnnouncedRow>(
    ctx,
    sql`
    select a.id::text as id, a.payer_name as "payerName", a.payer_account as "payerAccount",
           a.paid_on as "paidOn", a.received_on as "receivedOn", a.currency, a.total, a.reference,
           array(select n.reference from remittance_advice_line n
                  where n.tenant_id = ${ctx.tenantId} and n.remittance_advice_id = a.id
                  order by n.position) as quoted
      from remittance_advice a
     where a.tenant_id = ${ctx.tenantId} and a.bank_line_id is null and a.total > 0
       and a.received_on >= ${addDays(ctx.today, -REMEMBERED_DAYS)}::date
     order by a.id`,
  );
  return found.map(({ currency, total, ...row }) => ({
    ...row,
    payerName: row.payerName ?? undefined,
    payerAccount: row.payerAccount ?? undefined,
    paidOn: row.paidOn ?? undefined,
    reference: row.reference ?? undefined,
    total: money(total, currency),
  }));
}

/** The payments that were announced have come. */
export async function markArrived(
  ctx: Context,
  arrived: readonly { readonly adviceId: RemittanceAdviceId; readonly lineId: BankLineId }[],
): Promise<void> {
  if (arrived.length === 0) return;
  await sql`
    update remittance_advice a
       set bank_line_id = d.bank_line_id
      from unnest(${list(arrived.map((one) => one.adviceId))}::bigint[],
                  ${list(arrived.map((one) => one.lineId))}::bigint[]) as d (id, bank_line_id)
     where a.tenant_id = ${ctx.tenantId} and a.id = d.id and a.bank_line_id is null`.execute(
    ctx.db,
  );
}

/** Whose items an advice names, one of each customer. */
export async function customersQuoted(
  ctx: Context,
  references: readonly string[],
): Promise<CustomerId[]> {
  const found = await rows<{ customerId: CustomerId }>(
    ctx,
    sql`
    select distinct customer_id::text as "customerId" from open_item
     where tenant_id = ${ctx.tenantId}
       and reference_key = any(${list(references.map(referenceKey))}::text[])`,
  );
  return found.map(({ customerId }) => customerId);
}
