import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { afterAll, expect, test } from 'vitest';
import { startJobs, type Job } from './jobs.ts';

const house = await testHouse();
const other = await house.newTenant('Another company');
const runs: string[] = [];
let open: () => void = () => undefined;
let gate = Promise.resolve();

const JOBS: Job[] = [
  {
    name: 'story.slow',
    everySeconds: 3600,
    deadlineSeconds: 60,
    async run(_house, { tenantId }) {
      runs.push(`begin ${nameOf(tenantId)}`);
      await gate;
      runs.push(`end ${nameOf(tenantId)}`);
    },
  },
  {
    name: 'story.failing',
    everySeconds: 3600,
    deadlineSeconds: 60,
    async run(_house, { tenantId }) {
      runs.push(`failed ${nameOf(tenantId)}`);
      throw new Error('on purpose');
    },
  },
];

const jobs = await startJobs({
  house,
  address: house.address,
  jobs: JOBS,
  tenants: async () => [house.tenantId, other].map((tenantId) => ({ tenantId, timeZone: 'UTC' })),
});
afterAll(() => jobs.stop());

test('a tenant that is called many times while it works is looked at once more, not many times', async () => {
  shut();
  await jobs.wake('story.slow', house.tenantId);
  await heard('begin ours');
  for (let i = 0; i < 5; i += 1) await jobs.wake('story.slow', house.tenantId);
  await jobs.wake('story.slow', other);
  await heard('begin other');
  expect(runs).toEqual(['begin ours', 'begin other']);
  open();
  await heard('end other');
  await expect
    .poll(() => runs.filter((run) => run === 'end ours'), { timeout: 20_000 })
    .toHaveLength(2);
  expect(runs.filter((run) => run === 'begin ours')).toHaveLength(2);
});

test('a run that fails harms no other, and the next call runs again', async () => {
  runs.length = 0;
  await jobs.wake('story.failing', house.tenantId);
  await heard('failed ours');
  await expect
    .poll(
      async () => {
        await jobs.wake('story.failing', house.tenantId);
        return runs.length;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(1);
});

test('stopping waits for what runs and begins nothing more', async () => {
  runs.length = 0;
  shut();
  await jobs.wake('story.slow', house.tenantId);
  await heard('begin ours');
  const stopped = jobs.stop();
  await jobs.wake('story.slow', other);
  open();
  await stopped;
  expect(runs.filter((run) => !run.startsWith('failed'))).toEqual(['begin ours', 'end ours']);
});

function shut(): void {
  gate = new Promise<void>((resolve) => (open = resolve));
}

async function heard(run: string): Promise<void> {
  await expect.poll(() => runs, { timeout: 20_000 }).toContain(run);
}

function nameOf(tenantId: TenantId): string {
  return tenantId === house.tenantId ? 'ours' : 'other';
}
