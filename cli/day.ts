import { parseArgs } from 'node:util';
import { parseDay } from '@goodterms/core/kernel/day.ts';
import { runMorning, type MorningRun } from '@goodterms/server/collections/day.job.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms day [--on YYYY-MM-DD] [--dry-run] [--json] [--data DIR] [--company NAME]

Decides about every customer for today: who is written to, who is not, and why. Running it again
brings the day up to date and adds nothing. --dry-run decides and counts, and writes nothing.
`;

export async function day(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = read(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const { values, on } = asked;
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const actor = { kind: 'command', id: 'day' } as const;
    const dryRun = values['dry-run'];
    const run = await visit(house, { tenantId, timeZone, actor, on }, (ctx) =>
      runMorning(ctx, { dryRun }),
    );
    io.out(values.json ? `${JSON.stringify({ ...run, dryRun }, null, 2)}\n` : inWords(run, dryRun));
    return DONE;
  });
}

function read(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...HOUSE_OPTIONS,
        on: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const on = values.on === undefined ? undefined : parseDay(values.on);
    return values.on !== undefined && on === undefined ? undefined : { values, on };
  } catch {
    return undefined;
  }
}

function inWords(run: MorningRun, dryRun: boolean): string {
  const lines = [
    `${run.on}: ${run.customers} customers looked at, ${run.remind} to remind, ${run.person} for a person, ${run.wait} to wait for.`,
    `${run.queued} reminders ${dryRun ? 'would be' : ''} planned, ${run.withdrawn} taken back.`.replace(
      '  ',
      ' ',
    ),
    ...run.byReason.map(({ title, customers }) => `${String(customers).padStart(8)}  ${title}`),
  ];
  return `${lines.join('\n')}\n`;
}
