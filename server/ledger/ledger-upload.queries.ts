import { createHash } from 'node:crypto';
import type { LedgerMapping } from '@goodterms/core/ledger/ledger-columns.ts';
import type { LedgerField } from '@goodterms/core/ledger/ledger-vocabulary.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import type { ReadInvoice } from '@goodterms/formats/invoice/invoice.ts';
import { invoiceTable } from '@goodterms/formats/ledger/invoice-table.ts';
import type { LedgerContents } from '@goodterms/formats/ledger/read.ts';
import { OPENING } from '@goodterms/formats/ledger/saft.ts';
import type { Table } from '@goodterms/formats/table/read-table.ts';
import type { Refusal } from '@goodterms/formats/unreadable.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { readSetting } from '../settings/setting.queries.ts';
import type { LedgerUpload } from './ledger-import.actions.ts';

/** A file that was read, before it is told whom of our customers it is about. */
export type ReadLedgerFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contents: LedgerContents;
};

export type LedgerUploads =
  | { readonly accepted: true; readonly uploads: readonly LedgerUpload[] }
  | { readonly accepted: false; readonly name: string; readonly refusal: Refusal };

/**
 * What the files hold, as the import takes it: every table of a workbook, an audit file without
 * what we know already, and invoices as rows of the customers whom they are addressed to.
 */
export async function ledgerUploads(
  ctx: Context,
  files: readonly ReadLedgerFile[],
): Promise<LedgerUploads> {
  const uploads: LedgerUpload[] = [];
  const buyers = await buyersAmong(ctx, files);
  const { value: company } = await readSetting(ctx, COMPANY);
  for (const { name, bytes, contents } of files) {
    const file = { sha256: createHash('sha256').update(bytes).digest(), bytes: bytes.length };
    if (contents.kind === 'tables') {
      for (const { sheet, table } of contents.tables)
        uploads.push({ ...file, name: sheet === undefined ? name : `${name} (${sheet})`, table });
    } else if (contents.kind === 'audit file') {
      const table = await withoutKnownOpenings(ctx, contents.table);
      uploads.push({ ...file, name, table, mapping: knownMapping(table) });
    } else {
      for (const one of contents.invoices) {
        const refusal = notOurs(one.invoice, company.name);
        if (refusal) return { accepted: false, name: one.name ?? name, refusal };
      }
      const table = invoiceTable(
        contents.invoices.map((one) => ({
          ...one,
          customerNumber: customerOf(one.invoice, buyers),
        })),
      );
      uploads.push({ ...file, name, table, mapping: knownMapping(table), isExcerpt: true });
    }
  }
  return { accepted: true, uploads };
}

function knownMapping({ header }: Table): LedgerMapping {
  return {
    columns: header.map((name) => ({ header: name, field: name as LedgerField })),
    dayOrder: 'YMD',
    decimalMark: '.',
    currency: undefined,
  };
}

/** An invoice of a supplier is no receivable of ours. */
function notOurs({ buyer, seller }: ReadInvoice, company: string): Refusal | undefined {
  if (buyer.name === undefined)
    return { what: 'the invoice names no buyer', advice: 'Ask for a corrected invoice.' };
  if (plain(company) === '' || plain(buyer.name) !== plain(company)) return undefined;
  return {
    what: `the invoice of ${seller.name ?? 'somebody'} is addressed to us`,
    advice: 'Take in the invoices that you send, not those that you receive.',
  };
}

type Buyer = { readonly number: string; readonly name: string; readonly legalId: string | null };

/** Customers of ours that the invoices may be addressed to, all of them at once. */
async function buyersAmong(ctx: Context, files: readonly ReadLedgerFile[]): Promise<Buyer[]> {
  const buyers = files.flatMap(({ contents }) =>
    contents.kind === 'invoices' ? contents.invoices.map(({ invoice }) => invoice.buyer) : [],
  );
  if (buyers.length === 0) return [];
  const numbers = buyers.flatMap(({ id, vatId, name }) => [id, vatId, name].filter(isThere));
  const legalIds = buyers.flatMap(({ id, vatId }) => [id, vatId].filter(isThere).map(compact));
  const names = buyers.flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()]));
  return rows<Buyer>(
    ctx,
    sql`
    select number, name, legal_id as "legalId" from customer
     where tenant_id = ${ctx.tenantId}
       and (number = any(${numbers}::text[])
            or upper(regexp_replace(legal_id, '[^[:alnum:]]', '', 'g')) = any(${legalIds}::text[])
            or lower(name) = any(${names}::text[]))
     order by id`,
  );
}

/** By number, by registration, by a name that only one has; else it is a new customer. */
function customerOf({ buyer }: ReadInvoice, known: readonly Buyer[]): string {
  const { id, vatId, name } = buyer;
  const ids = [id, vatId].filter(isThere).map(compact);
  const byNumber = known.find(({ number }) => number === id);
  const byRegistration = known.filter(({ legalId }) => ids.includes(compact(legalId ?? '')));
  const byName = known.filter((each) => plain(each.name) === plain(name ?? ''));
  const found =
    byNumber ?? [byRegistration, byName].find((customers) => customers.length === 1)?.[0];
  return found?.number ?? id ?? vatId ?? name ?? '';
}

/**
 * The opening balance of an audit file stands for documents before it. Where these are here
 * already, it would count them twice.
 */
async function withoutKnownOpenings(ctx: Context, table: Table): Promise<Table> {
  const at = {
    number: table.header.indexOf('customerNumber'),
    reference: table.header.indexOf('reference'),
  };
  const openings = table.rows.filter((row) => row[at.reference]?.startsWith(OPENING));
  if (openings.length === 0) return table;
  const booked = await rows<{ number: string; references: string[] }>(
    ctx,
    sql`
    select c.number, array_agg(i.reference order by i.id) as references
      from customer c
      join (select customer_id, id, reference from open_item where tenant_id = ${ctx.tenantId}
            union all
            select customer_id, id, reference from credit_item where tenant_id = ${ctx.tenantId}) i
        on i.customer_id = c.id
     where c.tenant_id = ${ctx.tenantId}
       and c.number = any(${openings.map((row) => row[at.number] ?? '')}::text[])
     group by c.number
     order by c.number`,
  );
  const known = new Map(booked.map(({ number, references }) => [number, new Set(references)]));
  const isKnown = (row: readonly string[]) => {
    const references = known.get(row[at.number] ?? '');
    const reference = row[at.reference] ?? '';
    return reference.startsWith(OPENING) && references !== undefined && !references.has(reference);
  };
  const kept = table.rows.map((row) => !isKnown(row));
  const problems = table.rows.filter(isKnown).map((row) => ({
    where: `customer ${row[at.number] ?? ''}`,
    what: 'its opening balance is left out, because documents of it are here already',
    advice: 'Compare what is open with the closing balance of the ledger.',
    severity: 'warning' as const,
  }));
  return {
    ...table,
    rows: table.rows.filter((_row, place) => kept[place]),
    lines: table.lines.filter((_line, place) => kept[place]),
    problems: [...table.problems, ...problems],
  };
}

function compact(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function isThere(text: string | undefined): text is string {
  return text !== undefined;
}
