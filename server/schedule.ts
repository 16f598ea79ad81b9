import { visit, type Actor } from './platform/context.ts';
import { forgetOldKeys } from './platform/idempotency.ts';
import type { Job } from './platform/jobs.ts';

const HOUR_SECONDS = 3600;

/** What runs when, for every company, on one page. */
export const SCHEDULE: readonly Job[] = [
  {
    name: 'platform.old_keys',
    everySeconds: HOUR_SECONDS,
    deadlineSeconds: 300,
    run: (house, tenant) =>
      visit(house, { ...tenant, actor: job('platform.old_keys') }, forgetOldKeys),
  },
];

function job(id: string): Actor {
  return { kind: 'system_job', id };
}
