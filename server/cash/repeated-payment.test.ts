import type { StatementLine } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import { makeCustomer, makeInvoices, openPayments } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { describe, expect, test } from 'vitest';

const house = await testHouse();

describe('a payment that comes twice, word for word', () => {
  test.each<[string, string[][]]>([
    ['in one file', [['2026-03-02', '2026-03-04']]],
    ['in a later file', [['2026-03-02'], ['2026-03-04']]],
    ['in an earlier file', [['2026-03-04'], ['2026-03-02']]],
  ])('waits for a person when it comes %s', async (_when, files) => {
    expect(await openAfter(files)).toEqual(['50.00 INV-1001']);
  });

  test('a month later means another month', async () => {
    expect(await openAfter([['2026-03-02'], ['2026-04-02']])).toEqual([]);
  });
});

/** What waits after files with halves of an invoice on these days. */
async function openAfter(files: readonly (readonly string[])[]): Promise<string[]> {
  const tenantId = await house.newTenant();
  await house.inside(
    async (ctx) =>
      makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd', 'ACME'), { 'INV-1001': 100_00n }),
    { tenantId },
  );
  for (const days of files) {
    const statements = days.map((day) => bankDay(day, [half()]));
    await house.inside((ctx) => takeIn(ctx, statements), { tenantId });
  }
  return house.inside(openPayments, { tenantId });
}

function half(): StatementLine {
  const line = paid('50.00', 'INV-1001', 'ACME');
  return { ...line, counterparty: { ...line.counterparty, name: 'Acme Ltd' } };
}
