import { rereadOldOpenLines } from './cash/open-lines.job.ts';
import { learnFromStanding } from './cash/standing-match.job.ts';
import { MORNING_JOB } from './collections/day.job.ts';
import { sendJob, type Outside } from './messaging/send.job.ts';
import { visit, type Actor } from './platform/context.ts';
import { forgetOldKeys } from './platform/idempotency.ts';
import type { Job } from './platform/jobs.ts';
import { sealJournal } from './platform/journal-seal.ts';
import { SWITCHBOARD_JOB } from './switchboard.ts';

const HOUR_SECONDS = 3600;
const TEN_MINUTES_SECONDS = 600;

/** What runs when, for every company, on one page. */
export function schedule(outside: Outside): readonly Job[] {
  return [SWITCHBOARD_JOB, MORNING_JOB, sendJob(outside), ...HOUSEKEEPING];
}

const HOUSEKEEPING: readonly Job[] = [
  {
    name: 'platform.old_keys',
    everySeconds: HOUR_SECONDS,
    deadlineSeconds: 300,
    run: (house, tenant) =>
      visit(house, { ...tenant, actor: job('platform.old_keys') }, forgetOldKeys),
  },
  {
    name: 'cash.standing_matches',
    everySeconds: HOUR_SECONDS,
    deadlineSeconds: 300,
    async run(house, tenant, leaving) {
      const visitor = { ...tenant, actor: job('cash.standing_matches') };
      while (!leaving.aborted && (await visit(house, visitor, learnFromStanding)) > 0);
    },
  },
  {
    name: 'cash.open_lines',
    everySeconds: HOUR_SECONDS,
    deadlineSeconds: 300,
    async run(house, tenant, leaving) {
      const visitor = { ...tenant, actor: job('cash.open_lines') };
      while (!leaving.aborted && (await visit(house, visitor, rereadOldOpenLines)) > 0);
    },
  },
  {
    name: 'platform.journal_seal',
    everySeconds: TEN_MINUTES_SECONDS,
    deadlineSeconds: 300,
    run: async (house, tenant) => void (await sealJournal(house, tenant)),
  },
];

function job(id: string): Actor {
  return { kind: 'system_job', id };
}
