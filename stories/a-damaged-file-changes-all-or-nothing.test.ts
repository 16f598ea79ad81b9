import { createHash } from 'node:crypto';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { inputOf } from '@goodterms/formats/fuzz/fuzz.ts';
import { fuzzedReaders } from '@goodterms/formats/fuzz/readers.ts';
import { readLedgerFile } from '@goodterms/formats/ledger/read.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import { ledgerUploads } from '@goodterms/server/ledger/ledger-upload.queries.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { beforeEach, expect, test } from 'vitest';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
house.clock.set('2026-03-31');
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
});

const CASES = 40;
const SEED = 31;

test.each(['camt', 'mt940', 'csv', 'ofx'])(
  'a damaged bank file in %s is taken in whole or leaves the books as they were',
  async (name) => {
    await eachDamaged(name, async (bytes) => {
      const reading = readBankFile(bytes);
      if (!reading.readable) return undefined;
      const sent = { name, bytes: bytes.length, sha256: digest(bytes), file: reading.file };
      const taken = await house.inside((ctx) => importBankFile(ctx, sent), { tenantId });
      return { lines: taken.added, files: taken.added > 0 ? 1 : undefined };
    });
  },
);

test.each(['ledger', 'saft', 'invoice'])(
  'a damaged %s file is taken in whole or leaves the books as they were',
  async (name) => {
    await eachDamaged(name, async (bytes) => {
      const reading = readLedgerFile(bytes);
      if (!reading.readable) return undefined;
      const read = [{ name, bytes, contents: reading.contents }];
      const report = await house.inside(
        async (ctx) => {
          const taken = await ledgerUploads(ctx, read);
          return taken.accepted
            ? importLedger(ctx, { files: taken.uploads, skipBad: true })
            : undefined;
        },
        { tenantId },
      );
      if (report === undefined || report.refused !== undefined) return undefined;
      const added = (noun: string) =>
        report.counts.find((count) => count.noun === noun)?.added ?? 0;
      return { customers: added('customer'), files: report.importIds.length };
    });
  },
);

type Books = Readonly<Record<string, number>>;

/**
 * Takes damaged copies in, one after the other. An import that answers nothing or fails has
 * changed nothing; one that answers has changed what it says, and the same file changes nothing more.
 */
async function eachDamaged(
  name: string,
  take: (bytes: Uint8Array) => Promise<Partial<Books> | undefined>,
): Promise<void> {
  const reader = fuzzedReaders().find((each) => each.name === name);
  if (reader === undefined) throw new Error(`There is no reader called ${name}.`);
  let accepted = 0;
  for (let number = 0; number < CASES; number += 1) {
    const bytes = inputOf(reader, SEED, number);
    const before = await books();
    const said = await take(bytes).catch(() => undefined);
    const after = await books();
    if (said === undefined) {
      expect(after, `case ${number}`).toEqual(before);
      continue;
    }
    accepted += 1;
    for (const [what, count] of Object.entries(said))
      if (count !== undefined)
        expect(difference(before, after, what), `case ${number}, ${what}`).toBe(count);
    await take(bytes);
    expect(await books(), `case ${number} again`).toEqual(after);
  }
  expect(accepted).toBeGreaterThan(0);
}

function difference(before: Books, after: Books, what: string): number {
  return (after[what] ?? 0) - (before[what] ?? 0);
}

async function books(): Promise<Books> {
  const [row] = await house.inside(
    (ctx) =>
      rows<Record<string, bigint>>(
        ctx,
        sql`
        select (select count(*) from customer where tenant_id = ${tenantId}) as customers,
               (select count(*) from open_item where tenant_id = ${tenantId}) as items,
               (select count(*) from credit_item where tenant_id = ${tenantId}) as credits,
               (select count(*) from allocation where tenant_id = ${tenantId}) as allocations,
               (select count(*) from bank_account where tenant_id = ${tenantId}) as accounts,
               (select count(*) from bank_statement where tenant_id = ${tenantId}) as statements,
               (select count(*) from bank_line where tenant_id = ${tenantId}) as lines,
               (select count(*) from import_file where tenant_id = ${tenantId}) as files,
               (select count(*) from journal where tenant_id = ${tenantId}) as facts`,
      ),
    { tenantId },
  );
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([what, count]) => [what, Number(count)]),
  );
}

function digest(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
