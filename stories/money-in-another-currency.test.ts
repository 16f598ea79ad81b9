import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { putOnAccount, undoMatch } from '@goodterms/server/cash/match.actions.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { afterEach, expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { moveIn, type Story } from './teller.ts';

const house = await testHouse();
let story: Story;

afterEach(async () => {
  const found = await story.inside((ctx) => audit(ctx));
  expect(found.filter(({ violations }) => violations > 0)).toEqual([]);
});

test('what was paid in another currency is not asked for, before and after it is on account', async () => {
  story = await moveIn(
    house,
    `today 2026-03-02
    invoice INV-2001 Acme 1250.00 USD due 2026-02-14
    invoice INV-2002 Acme   80.00 USD due 2026-02-14`,
  );
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-2001');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 80.00 USD']);
  expect(await story.whatWeSayAbout('Acme')).toContain('$1,250.00');

  const { lineId, customerId } = await theLine();
  const put = await story.inside((ctx) => putOnAccount(ctx, lineId, customerId));
  expect(put).toMatchObject({ accepted: true });
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 80.00 USD']);

  await story.ledgerFile('invoice INV-2003 Acme 10.00 USD due 2026-04-14');
  await story.inside((ctx) => undoMatch(ctx, lineId));
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 80.00 USD']);
});

async function theLine(): Promise<{ lineId: BankLineId; customerId: CustomerId }> {
  const [found] = await story.inside((ctx) =>
    rows<{ lineId: BankLineId; customerId: CustomerId }>(
      ctx,
      sql`select l.id::text as "lineId", c.id::text as "customerId"
            from bank_line l cross join customer c where c.name = 'Acme'`,
    ),
  );
  if (!found) throw new Error('Expected: the line and the customer');
  return found;
}
