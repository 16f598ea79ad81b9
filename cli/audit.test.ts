import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { visit } from '@goodterms/server/platform/context.ts';
import { asOwner } from '@goodterms/server/platform/database.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { record } from '@goodterms/server/platform/journal.ts';
import { makeTenant } from '@goodterms/server/platform/tenant.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditBooks } from './audit.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-audit-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

beforeAll(async () => {
  const house = await openHouse({ dataFolder: FOLDER, embedded: true });
  await asOwner(house.pool, (db) => makeTenant(db, 'Keel & Sons'));
  await house.close();
});

test('sound books are audited with exit code 0, every invariant with its sentence and query', async () => {
  const { code, out } = await run('--json');
  expect(code).toBe(0);
  const { broken, invariants } = JSON.parse(out);
  expect(broken).toBe(false);
  expect(invariants.length).toBeGreaterThan(20);
  expect(invariants[0]).toMatchObject({ id: 'I01', violations: 0, examples: [] });
  expect(invariants[0].query).toContain('select');
});

test('a broken invariant is named, and the exit code is 1', async () => {
  const house = await openHouse({ dataFolder: FOLDER, embedded: true });
  const tenantId = await asOwner(house.pool, (db) => makeTenant(db, 'Broken Ltd'));
  const actor = { kind: 'command' as const, id: 'plant' };
  await visit(house, { tenantId, actor, timeZone: 'UTC' }, (ctx) =>
    record(ctx, { fact: 'ledger.allocated', data: {} }),
  );
  await house.close();
  const { code, out } = await run('--company', 'Broken Ltd');
  expect(code).toBe(1);
  expect(out).toContain('BROKEN I09 A fact that tells of money is named by the rows it tells of.');
  expect(out).toContain('ledger.allocated');
  expect((await run('--company', 'Keel & Sons')).code).toBe(0);
});

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await auditBooks([...args, '--data', FOLDER], {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}
