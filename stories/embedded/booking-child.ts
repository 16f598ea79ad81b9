import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CreditItemId, CustomerId, OpenItemId, TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { allocateAll } from '@goodterms/server/ledger/allocation.actions.ts';
import { receiveCredits } from '@goodterms/server/ledger/payment.actions.ts';
import { visit, type Context } from '@goodterms/server/platform/context.ts';
import { hashOf, keepAnswer, takeKey } from '@goodterms/server/platform/idempotency.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { handClock } from '../hand-clock.ts';
import { housed } from '../lone-house.ts';
import { outbox } from '../outbox.ts';

/**
 * Books payments and sends letters until it is killed. It says `try` before a booking, `ack` when it
 * has the answer, `unknown` when the connection broke before there was one; then it asks again with
 * the same key, as a client should.
 */
type Plan = {
  readonly dataFolder: string;
  readonly tenantId: TenantId;
  readonly customerId: CustomerId;
  readonly itemIds: readonly OpenItemId[];
  readonly smtpPort: number;
  /** What an earlier process tried and had no answer to. */
  readonly unanswered: readonly Booking[];
};
type Booking = { readonly key: string; readonly cents: number; readonly itemId: OpenItemId };

const EUR = toCurrency('EUR');
const WORKERS = 3;
const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const tell = (line: string) => writeSync(1, `${line}\n`);

const clock = handClock(new Date());
const house = await openHouse({
  dataFolder: plan.dataFolder,
  embedded: true,
  as: 'owner',
  clock,
  onLost: () => process.exit(70),
});
const asked = once(process, 'SIGTERM');
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume();
const box = await outbox(housed({ ...house, clock }, plan.tenantId), plan.tenantId, plan.smtpPort);
tell(`open ${house.presence?.cluster.pid}`);

const leaving = new AbortController();
const unanswered = [...plan.unanswered];
const work = [sendLetters(), ...Array.from({ length: WORKERS }, bookOnAndOn)];
await asked;
leaving.abort();
await Promise.all(work);
await house.close();
process.stdin.destroy();

async function bookOnAndOn(): Promise<void> {
  while (!leaving.signal.aborted) {
    const booking = unanswered.pop() ?? newBooking();
    tell(`try ${JSON.stringify(booking)}`);
    while (!(await bookOnce(booking)));
  }
}

function newBooking(): Booking {
  const itemId = plan.itemIds[Math.floor(Math.random() * plan.itemIds.length)];
  if (itemId === undefined) throw new Error('Expected: an item');
  return { key: randomUUID(), cents: 1 + Math.floor(Math.random() * 500), itemId };
}

async function bookOnce(booking: Booking): Promise<boolean> {
  const { tenantId } = plan;
  const actor = { kind: 'system_job', id: 'story' } as const;
  try {
    const how = await visit(house, { tenantId, timeZone: 'UTC', actor }, (ctx) =>
      book(ctx, booking),
    );
    tell(`ack ${booking.key} ${how}`);
    return true;
  } catch {
    tell(`unknown ${booking.key}`);
    await sleep(50);
    return false;
  }
}

async function book(ctx: Context, { key, cents, itemId }: Booking): Promise<'now' | 'before'> {
  const written = { key, endpoint: 'POST /story', bodyHash: hashOf([key, String(cents), itemId]) };
  const earlier = await takeKey(ctx, written);
  if (earlier.found === 'answer') return 'before';
  if (earlier.found !== 'nothing') throw new Error(`Expected: a free key, not ${earlier.found}`);

  const amount = money(BigInt(cents), EUR);
  const received = await receiveCredits(ctx, [
    {
      customerId: plan.customerId,
      kind: 'payment',
      reference: key,
      receivedOn: toDay('2026-03-02'),
      amount,
      method: undefined,
      naturalKey: key,
    },
  ]);
  if (!received.accepted) throw new Error(`Expected: a payment, not ${received.reason}`);
  const creditItemId = received.value[0]?.id as CreditItemId;
  const allocated = await allocateAll(ctx, [{ creditItemId, openItemId: itemId, amount }]);
  if (!allocated.accepted) throw new Error(`Expected: an allocation, not ${allocated.reason}`);
  await keepAnswer(ctx, written, 200, { creditItemId });
  return 'now';
}

async function sendLetters(): Promise<void> {
  while (!leaving.signal.aborted) {
    await box.send().catch(() => undefined);
    await sleep(20);
  }
}
