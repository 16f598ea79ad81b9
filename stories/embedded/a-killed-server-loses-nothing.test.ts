import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { OpenItemId } from '@goodterms/core/kernel/id.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { openHouse, type Installation } from '@goodterms/server/platform/installation.ts';
import { runningPostmaster } from '@goodterms/server/platform/postmaster.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCustomer, makeInvoices } from '../books.ts';
import { startChild, type Child } from '../child.ts';
import { handClock } from '../hand-clock.ts';
import type { TestHouse } from '../house.ts';
import { housed, newTenant } from '../lone-house.ts';
import { outbox, type Outbox } from '../outbox.ts';
import { scriptedSmtp } from '../scripted-smtp.ts';

/** `GOODTERMS_KILLS=100` for the long run. */
const KILLS = Number(process.env['GOODTERMS_KILLS'] ?? 20);
/** Fewer than may leave in an hour. */
const LETTERS = Math.min(4 * KILLS, 150);
const LATEST_KILL_MS = 400;
const CHILD = fileURLToPath(new URL('booking-child.ts', import.meta.url));
const VICTIMS = ['server', 'database', 'server and database', 'one connection'] as const;

type Booking = { readonly key: string; readonly cents: number; readonly itemId: OpenItemId };

const folder = mkdtempSync(join(tmpdir(), 'gt-kill-'));
const dataFolder = join(folder, 'data');
const databaseFolder = join(dataFolder, 'postgresql');
const clock = handClock(new Date());
const smtp = await scriptedSmtp();
// A slow server, so that many a kill comes between two of its words.
smtp.feel('speaks a byte at a time');
const tried = new Map<string, Booking>();
const acknowledged = new Set<string>();
const doubtful = new Set<string>();
const happenedBefore = new Set<string>();
const recoveriesMs: number[] = [];
let plan: object;
let house: Installation;
let ours: TestHouse;
let box: Outbox;

beforeAll(
  async () => {
    await open();
    const tenantId = await newTenant(house.pool);
    ours = housed({ ...house, clock }, tenantId);
    const customerId = await ours.inside(async (ctx) => {
      const id = await makeCustomer(ctx, 'Acme');
      const amounts = Array.from({ length: 40 }, (_, i) => [`INV-A${i}`, 1_000_000_000n]);
      await makeInvoices(ctx, id, Object.fromEntries(amounts) as Record<string, bigint>);
      return id;
    });
    const itemIds = await ours.inside((ctx) =>
      rows<{ id: OpenItemId }>(
        ctx,
        sql`select id::text as id from open_item where tenant_id = ${tenantId}`,
      ),
    );
    box = await outbox(ours, tenantId, smtp.port);
    for (let i = 0; i < LETTERS; i += 1) await box.remind();
    plan = {
      dataFolder,
      tenantId,
      customerId,
      itemIds: itemIds.map(({ id }) => id),
      smtpPort: smtp.port,
    };
    await house.close();

    await killAgainAndAgain();
    await open();
    ours = housed({ ...house, clock }, tenantId);
    box = await outbox(ours, tenantId, smtp.port);
  },
  60_000 + KILLS * 20_000,
);

afterAll(async () => {
  await house.close();
  await smtp.close();
  rmSync(folder, { recursive: true, force: true });
});

test(`killed ${KILLS} times at any instant, it loses nothing it has acknowledged`, async () => {
  expect(acknowledged.size).toBeGreaterThan(KILLS);
  const kept = await bookings();
  expect([...acknowledged].filter((key) => !kept.has(key))).toEqual([]);
  for (const [key, { cents, itemId }] of kept) {
    const asked = tried.get(key);
    expect({ cents, itemId }).toEqual({ cents: asked?.cents, itemId: asked?.itemId });
  }
  console.log(
    `${KILLS} kills: ${acknowledged.size} bookings acknowledged and kept; ` +
      `${doubtful.size} of unknown outcome, ${happenedBefore.size} of them had been booked. ` +
      `Booking again after ${recoveriesMs.map((ms) => Math.round(ms)).join(', ')} ms.`,
  );
});

test('nothing is torn: each booking is there whole, with its key, allocation and fact, or not at all', async () => {
  const torn = await ours.inside((ctx) =>
    rows(
      ctx,
      sql`
      select c.natural_key, a.amount, k.key, j.txid
        from credit_item c
        left join allocation a on a.tenant_id = c.tenant_id and a.credit_item_id = c.id
        left join idempotency_key k on k.tenant_id = c.tenant_id and k.key = c.natural_key
        left join journal j on j.tenant_id = c.tenant_id and j.id = c.journal_id
       where c.tenant_id = ${ctx.tenantId}
         and (a.amount is distinct from c.amount or c.allocated <> c.amount
              or k.key is null or j.txid is distinct from c.txid)`,
    ),
  );
  expect(torn).toEqual([]);
  const apart = await ours.inside((ctx) =>
    rows(
      ctx,
      sql`
      select i.id, i.allocated, sum(a.amount) as allocations
        from open_item i
        left join allocation a on a.tenant_id = i.tenant_id and a.open_item_id = i.id
       where i.tenant_id = ${ctx.tenantId}
       group by i.tenant_id, i.id
      having i.allocated <> coalesce(sum(a.amount), 0)`,
    ),
  );
  expect(apart).toEqual([]);
});

test('a client that asks again with its key gets the one booking, however often it was killed', async () => {
  const kept = await bookings();
  const unanswered = [...tried.keys()].filter((key) => !acknowledged.has(key));
  expect(unanswered).toEqual([]);
  expect(kept.size).toBe(tried.size);
});

test('no letter left twice, and a letter whose fate is not known says so', async () => {
  for (let tries = 0; tries < 3; tries += 1) {
    await box.leasesRunOut();
    clock.turn({ hours: 2 });
    await box.send();
  }
  expect([...smtp.counts().values()].filter((count) => count > 1)).toEqual([]);
  const recipients = smtp.taken.flatMap((mail) => mail.recipients);
  expect(new Set(recipients).size).toBe(recipients.length);

  const messages = await box.messages();
  const ended = ['accepted', 'unknown'];
  expect(
    messages
      .filter(({ state }) => !ended.includes(state))
      .map(({ state, stateReason, outcomes }) => ({ state, stateReason, outcomes })),
  ).toEqual([]);
  const taken = new Set(smtp.taken.map(({ messageId }) => messageId));
  const accepted = messages.filter(({ state }) => state === 'accepted');
  expect(accepted.filter(({ headerId }) => !taken.has(`<${headerId}>`))).toEqual([]);
  const unknown = messages.length - accepted.length;
  console.log(`${messages.length} letters: ${accepted.length} accepted, ${unknown} unknown.`);
});

test('the audit finds every invariant kept', async () => {
  const findings = await ours.inside((ctx) => audit(ctx));
  expect(findings.filter(({ violations, isNotice }) => violations > 0 && !isNotice)).toEqual([]);
});

async function killAgainAndAgain(): Promise<void> {
  let child: Child | undefined;
  let heard = 0;
  const listen = () => {
    for (const line of child?.said.slice(heard) ?? []) note(line);
    heard = child?.said.length ?? 0;
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    if (!child) {
      child = start();
      heard = 0;
      // Every fifth kill comes while it starts or recovers.
      if (kill % 5 !== 4) await child.hear('ack');
    }
    await sleep(Math.random() * LATEST_KILL_MS);
    const victim = VICTIMS[kill % VICTIMS.length] ?? 'server';
    if (victim.includes('database')) killPostmaster();
    if (victim === 'one connection') killOneConnection();
    if (victim.startsWith('server')) await child.signal('SIGKILL');
    else {
      const begun = performance.now();
      if (await worksAgain(child)) {
        recoveriesMs.push(performance.now() - begun);
        continue;
      }
    }
    listen();
    child = undefined;
  }
  child ??= start();
  await child.hear('ack');
  expect(await child.signal('SIGTERM')).toBe(0);
  listen();
}

async function open(): Promise<void> {
  house = await openHouse({ dataFolder, embedded: true, clock });
}

function start(): Child {
  const unanswered = [...tried.values()].filter(({ key }) => !acknowledged.has(key));
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify({ ...plan, unanswered }));
  return startChild(CHILD, [file]);
}

function note(line: string): void {
  const [word, rest = '', how] = line.split(' ');
  if (word === 'try') {
    const booking = JSON.parse(line.slice(4)) as Booking;
    if (tried.has(booking.key)) doubtful.add(booking.key);
    tried.set(booking.key, booking);
  }
  if (word === 'unknown') doubtful.add(rest);
  if (word === 'ack') acknowledged.add(rest);
  if (word === 'ack' && how === 'before') happenedBefore.add(rest);
}

/** It books on after the database came back; false when it could not and ended. */
async function worksAgain(child: Child): Promise<boolean> {
  child.passOver();
  const ended = child.ended().then(() => false);
  const booked = child.hear('ack').then(
    () => true,
    () => false,
  );
  return Promise.race([ended, booked]);
}

function killPostmaster(): void {
  const running = runningPostmaster(databaseFolder);
  if (running) process.kill(running.pid, 'SIGKILL');
}

/** PostgreSQL then ends all connections and recovers, as after any crash of one of its processes. */
function killOneConnection(): void {
  const running = runningPostmaster(databaseFolder);
  if (!running) return;
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(running.pid)], {
    encoding: 'utf8',
  });
  const ofOurs = stdout.split('\n').find((line) => line.includes('postgres: goodterms'));
  if (ofOurs) process.kill(Number.parseInt(ofOurs, 10), 'SIGKILL');
}

async function bookings(): Promise<Map<string, { cents: number; itemId: string }>> {
  const found = await ours.inside((ctx) =>
    rows<{ key: string; cents: number; itemId: string }>(
      ctx,
      sql`
      select c.natural_key as key, c.amount::int as cents, a.open_item_id::text as "itemId"
        from credit_item c
        left join allocation a on a.tenant_id = c.tenant_id and a.credit_item_id = c.id
       where c.tenant_id = ${ctx.tenantId}`,
    ),
  );
  return new Map(found.map(({ key, ...booking }) => [key, booking]));
}
