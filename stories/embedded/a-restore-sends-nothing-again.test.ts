import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { backup } from '@goodterms/cli/backup.ts';
import { restore } from '@goodterms/cli/restore.ts';
import { releaseMessage } from '@goodterms/server/messaging/resolution.actions.ts';
import { resumeSending } from '@goodterms/server/messaging/sender.actions.ts';
import { readSending } from '@goodterms/server/messaging/sending.queries.ts';
import { asOwner, rows, sql } from '@goodterms/server/platform/database.ts';
import { openHouse, type Installation } from '@goodterms/server/platform/installation.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { handClock } from '../hand-clock.ts';
import { housed, newTenant } from '../lone-house.ts';
import { outbox, type Outbox } from '../outbox.ts';
import { scriptedSmtp } from '../scripted-smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'gt-drill-'));
const dataFolder = join(folder, 'data');
const file = join(folder, 'books.goodterms');
const smtp = await scriptedSmtp();
const clock = handClock(new Date());
const said: string[] = [];
const io = {
  out: (text: string) => void said.push(text),
  err: (text: string) => void said.push(text),
};
const EARLY = 3;
const LATE = 4;
let house: Installation;
let tenantId: TenantId;
let box: Outbox;

/** Some letters leave before the backup is made, some after it. */
beforeAll(async () => {
  house = await openHouse({ dataFolder, embedded: true, clock });
  tenantId = await newTenant(house.pool);
  box = await outbox(housed({ ...house, clock }, tenantId), tenantId, smtp.port);
  for (let i = 0; i < EARLY; i += 1) await box.remind();
  await box.send();
  for (let i = 0; i < LATE; i += 1) await box.remind();
  await save(file);
  await box.send();
  expect(smtp.taken).toHaveLength(EARLY + LATE);
});

beforeEach(() => bringBack(file));

afterAll(async () => {
  await house.close();
  await smtp.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what was sent after the backup is not sent again after the restore', async () => {
  const before = smtp.taken.length;
  expect(await box.send()).toMatchObject({ accepted: 0 });
  await box.inside(resumeSending);
  clock.turn({ hours: 1 });
  await box.send();

  expect(smtp.taken).toHaveLength(before);
  const states = (await box.messages()).map(({ state }) => state);
  expect(states.filter((state) => state === 'accepted')).toHaveLength(EARLY);
  expect(states.filter((state) => state === 'quarantined')).toHaveLength(LATE);
});

test('a restore stops sending and says why; a person lets a letter go', async () => {
  const { stop, because } = await box.inside(readSending);
  expect(because).toBe('sending_stopped');
  expect(stop.reason).toContain('Restored from a backup of');

  await box.inside(resumeSending);
  const [held] = (await box.messages()).filter(({ state }) => state === 'quarantined');
  const before = smtp.taken.length;
  await box.inside((ctx) => releaseMessage(ctx, held!.id));
  clock.turn({ minutes: 5 });
  await box.send();
  expect(smtp.taken).toHaveLength(before + 1);
});

test('nobody stays signed in over a restore', async () => {
  await asOwner(house.pool, async (db) => {
    await rows(
      { db },
      sql`insert into auth.user (id, name, email, email_verified) values ('u', 'Ada', 'ada@keel.example', true)`,
    );
    await rows(
      { db },
      sql`insert into auth.session (id, token, user_id, expires_at) values ('s', 't', 'u', now() + interval '1 day')`,
    );
  });
  const signedIn = join(folder, 'signed-in.goodterms');
  await save(signedIn);
  await bringBack(signedIn);
  const users = await asOwner(house.pool, (db) => rows({ db }, sql`select from auth.user`));
  const sessions = await asOwner(house.pool, (db) => rows({ db }, sql`select from auth.session`));
  expect([users.length, sessions.length]).toEqual([1, 0]);
});

async function save(path: string): Promise<void> {
  const code = await backup([path, '--data', dataFolder], io);
  expect({ code, said: code === 0 ? [] : said }).toEqual({ code: 0, said: [] });
}

async function bringBack(path: string): Promise<void> {
  await house.close();
  expect(await restore([path, '--data', dataFolder], io)).toBe(0);
  house = await openHouse({ dataFolder, embedded: true, clock });
  box = await outbox(housed({ ...house, clock }, tenantId), tenantId, smtp.port);
}
