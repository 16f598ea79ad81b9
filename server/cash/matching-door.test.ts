import { openDoor } from '@goodterms/stories/door.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeAll, expect, test } from 'vitest';
import { audit } from '../insight/audit.queries.ts';

const house = await testHouse();
const door = await openDoor(house);
let clerk: string;
let owner: string;
let acme: string;

beforeAll(async () => {
  clerk = await door.keyFor('clerk');
  owner = await door.keyFor('owner');
  await house.inside(async (ctx) => {
    acme = await makeCustomer(ctx, 'Acme Ltd');
    await makeInvoices(ctx, acme as never, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
    await makeInvoices(ctx, await makeCustomer(ctx, 'Borealis A/S'), { 'INV-2001': 55_00n });
  });
  const sent = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'march.sta', bytes: STATEMENT },
  });
  expect(sent.json.counts).toMatchObject({ added: 3, matched: 1 });
});

/** Acme pays one invoice; somebody pays a part of another; the tax office pays back. */
const STATEMENT = [
  ':20:STMT',
  ':25:NL00OURS0000000001',
  ':28C:61/1',
  ':60F:C260301EUR0,00',
  ':61:2603020302C100,00NTRFNONREF',
  ':86:Acme Ltd INV-1001',
  ':61:2603020302C150,00NTRFNONREF',
  ':86:?20INV-1002 first part?32Pelican Holding',
  ':61:2603020302C77,00NTRFNONREF',
  ':86:?20refund of tax?32Tax Office',
  ':62F:C260302EUR327,00',
  '-',
  '',
].join('\n');

const list = async (path: string, as = clerk) => (await door.ask('GET', path, { as })).json;
const openLine = async (text: string) => {
  const { rows } = await list('/bank-lines?state=open');
  return rows.find(({ remittance }: { remittance: string }) => remittance.includes(text));
};
const aliases = async () =>
  (await list('/payer-aliases')).rows.map(
    (one: { payerKey: string; customer: { name: string }; confirmed: number; refused: number }) =>
      `${one.payerKey}: ${one.customer.name} ${one.confirmed}/${one.refused}`,
  );
const auditFindings = async () =>
  (await house.inside((ctx) => audit(ctx))).filter(({ violations }) => violations > 0);

test('a confirmation teaches under which name a customer pays, and undoing it forgets', async () => {
  const line = await openLine('INV-1002');
  const confirm = () =>
    door.ask('PUT', `/bank-lines/${line.id}/match`, {
      as: clerk,
      body: {
        customerId: acme,
        items: line.proposals[0].items.map((item: { openItemId: string; applied: unknown }) => ({
          openItemId: item.openItemId,
          amount: item.applied,
        })),
      },
    });
  expect((await confirm()).status).toBe(200);
  expect(await aliases()).toEqual(['HOLDING PELICAN: Acme Ltd 1/0']);
  expect(await auditFindings()).toEqual([]);

  await door.ask('PUT', `/bank-lines/${line.id}/undoing`, { as: clerk, body: {} });
  expect(await aliases()).toEqual([]);
  expect(await auditFindings()).toEqual([]);
  expect((await confirm()).status).toBe(200);
});

test('a name is forgotten at somebody’s word', async () => {
  const forget = () =>
    door.ask('DELETE', `/customers/${acme}/payer-aliases?payerKey=HOLDING+PELICAN`, { as: clerk });
  expect((await forget()).json).toEqual({ done: true });
  expect(await aliases()).toEqual([]);
  expect((await forget()).status).toBe(404);
  expect(await auditFindings()).toEqual([]);
});

test('money that is no receivable is said to be what it is', async () => {
  const line = await openLine('refund');
  const aside = await door.ask('PUT', `/bank-lines/${line.id}/setting-aside`, {
    as: clerk,
    body: { kind: 'tax_refund' },
  });
  expect(aside.status).toBe(200);
  expect(await auditFindings()).toEqual([]);
});

test('a match of the rule that a person takes back counts as false', async () => {
  const { rows } = await list('/bank-lines?state=matched');
  const byRule = rows.find(({ remittance }: { remittance: string }) =>
    remittance.includes('INV-1001'),
  );
  const ratesBefore = (await list('/match-rates?by=customer')).rows;
  expect(ratesBefore).toMatchObject([
    { name: 'Acme Ltd', lines: 2, byThemselves: 1, matchRate: 0.5, falseMatchRate: 0 },
  ]);
  await door.ask('PUT', `/bank-lines/${byRule.id}/undoing`, { as: clerk, body: {} });
  const rates = (await list('/match-rates?by=tier')).rows;
  expect(rates.find(({ key }: { key: string | null }) => key === byRule.match.tier)).toMatchObject({
    falseMatches: 1,
    falseMatchRate: 1,
  });
  const tiers = await list('/match-tiers');
  expect(tiers.targetPrecision).toBe(0.999);
  expect(tiers.rows.find(({ tier }: { tier: string }) => tier === byRule.match.tier)).toMatchObject(
    { state: 'suspended', right: 0, wrong: 1, matches: 0 },
  );
  expect(await auditFindings()).toEqual([]);
});

test('rates come as a file as well', async () => {
  const said = await door.ask('GET', '/match-rates?by=method', {
    as: clerk,
    headers: { accept: 'text/csv' },
  });
  expect(said.text).toContain('falseMatchRate');
});

test('how sure the rule must be is for leaders to say', async () => {
  const choose = (targetPrecision: string, as: string) =>
    door.ask('PUT', '/settings/matching', {
      as,
      body: { matching: { targetPrecision, standsAfterDays: 45 } },
    });
  expect((await choose('0.9995', clerk)).status).toBe(403);
  expect((await choose('2', owner)).json.type).toBe('precision_must_be_a_share');
  expect((await choose('0.9995', owner)).json.matching).toEqual({
    targetPrecision: '0.9995',
    standsAfterDays: 45,
  });
});
