import { createHash } from 'node:crypto';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { expect, test } from 'vitest';
import { chances, type Chance } from './chances.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
house.clock.set('2026-03-31');

/** Another program's books, in cents, that go on while we follow them by its exports. */
type Document = { kind: 'Invoice' | 'Credit note'; customer: string; amount: number; open: number };

const STEPS = 6;

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'whatever happens there, here is open what is open there (course %i of events)',
  async (seed) => {
    const chance = chances(seed);
    const tenantId = await house.newTenant();
    const theirs = new Map<string, Document>();
    for (let step = 1; step <= STEPS; step += 1) {
      for (let event = 0; event < 8; event += 1) happen(theirs, chance);
      const file = exportOf(theirs, chance);
      await take(tenantId, file);
      expect(await openHere(tenantId)).toEqual(openThere(theirs));
      const before = await writtenRows(tenantId);
      await take(tenantId, file);
      expect(await writtenRows(tenantId)).toBe(before);
    }
    const findings = await house.inside((ctx) => audit(ctx), { tenantId });
    expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
  },
);

function happen(theirs: Map<string, Document>, chance: Chance): void {
  const all = [...theirs.values()];
  const document = all[chance(Math.max(1, all.length))];
  switch (chance(6)) {
    case 0:
    case 1:
      add(theirs, chance, 'Invoice');
      break;
    case 2:
      add(theirs, chance, 'Credit note');
      break;
    case 3: // something was paid, or used
      if (document) document.open -= chance(document.open + 1);
      break;
    case 4: // a settlement was taken back
      if (document) document.open += chance(document.amount - document.open + 1);
      break;
    default: // an invoice was corrected, up or down, with its open amount
      if (document?.kind !== 'Invoice') break;
      changeAmount(document, chance(20_00) - 10_00);
  }
}

function add(theirs: Map<string, Document>, chance: Chance, kind: Document['kind']): void {
  const amount = 1_00 + chance(500_00);
  const open = kind === 'Invoice' ? amount : amount - chance(amount + 1);
  theirs.set(`${kind === 'Invoice' ? 'INV' : 'CN'}-${theirs.size + 1}`, {
    kind,
    customer: `C${1 + chance(3)}`,
    amount,
    open,
  });
}

function changeAmount(document: Document, by: number): void {
  const amount = Math.max(1, document.amount + by);
  const paid = document.amount - document.open;
  document.open = Math.max(0, amount - paid);
  document.amount = amount;
}

/** In any order of the rows. */
function exportOf(theirs: ReadonlyMap<string, Document>, chance: Chance): string {
  const lines = [...theirs].map(([reference, { kind, customer, amount, open }]) => {
    const sign = kind === 'Invoice' ? '' : '-';
    return `${customer};${kind};${reference};2026-01-31;2026-03-02;EUR;${sign}${text(amount)};${sign}${text(open)}`;
  });
  const shuffled = lines
    .map((line) => ({ line, place: chance(1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ line }) => line);
  return [
    'Customer no;Type;Document no;Date;Due date;Currency;Amount;Open amount',
    ...shuffled,
  ].join('\n');
}

async function take(tenantId: TenantId, file: string): Promise<void> {
  const bytes = new TextEncoder().encode(file);
  const reading = readTable(bytes);
  if (!reading.readable) throw new Error(reading.refusal.what);
  const sha256 = createHash('sha256').update(bytes).digest();
  const upload = { name: 'items.csv', table: reading.table, sha256, bytes: bytes.length };
  const report = await house.inside((ctx) => importLedger(ctx, { files: [upload] }), { tenantId });
  expect(report.problems).toEqual([]);
  expect(report.refused).toBeUndefined();
}

function openThere(theirs: ReadonlyMap<string, Document>): Record<string, bigint> {
  const open = [...theirs].map(([reference, document]) => [reference, BigInt(document.open)]);
  return Object.fromEntries(open.filter(([, amount]) => amount !== 0n));
}

/** An invoice with its corrections; a credit note with what is left of it. */
async function openHere(tenantId: TenantId): Promise<Record<string, bigint>> {
  const found = await house.inside(
    (ctx) =>
      rows<{ reference: string; open: bigint }>(
        ctx,
        sql`
        select coalesce(about.reference, i.reference) as reference, sum(i.open_amount)::bigint as open
          from open_item i
          left join open_item about on about.tenant_id = i.tenant_id and about.id = i.about_item_id
         where i.tenant_id = ${tenantId}
         group by 1
        having sum(i.open_amount) > 0
        union all
        select reference, unallocated from credit_item
         where tenant_id = ${tenantId} and kind = 'credit_note' and unallocated > 0`,
      ),
    { tenantId },
  );
  return Object.fromEntries(found.map(({ reference, open }) => [reference, open]));
}

async function writtenRows(tenantId: TenantId): Promise<bigint> {
  const [row] = await house.inside(
    (ctx) =>
      rows<{ count: bigint }>(
        ctx,
        sql`
        select (select count(*) from open_item where tenant_id = ${tenantId})
             + (select count(*) from credit_item where tenant_id = ${tenantId})
             + (select count(*) from allocation where tenant_id = ${tenantId})
             + (select count(*) from journal where tenant_id = ${tenantId}) as count`,
      ),
    { tenantId },
  );
  return row?.count ?? 0n;
}

function text(cents: number): string {
  return (cents / 100).toFixed(2);
}
