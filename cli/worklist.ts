import { parseArgs } from 'node:util';
import type { WorklistJson } from '@goodterms/api/collections/worklist.ts';
import { worklistPage } from '@goodterms/server/collections/worklist-page.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms worklist [--collector NAME] [--json] [--data DIR] [--company NAME]

What there is to do today, best first, one row per customer, with the reason.
`;

const ROWS_AT_ONCE = 1000;

export async function worklist(args: readonly string[], io: CommandIo): Promise<number> {
  const values = read(args);
  if (values === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const actor = { kind: 'command', id: 'worklist' } as const;
    const { collector } = values;
    const page = await visit(house, { tenantId, timeZone, actor }, async (ctx) => {
      const first = await worklistPage(ctx, { collector, limit: ROWS_AT_ONCE });
      const rows = [...first.rows];
      for (let cursor = first.nextCursor; cursor !== null;) {
        const next = await worklistPage(ctx, { collector, cursor, limit: ROWS_AT_ONCE });
        rows.push(...next.rows);
        cursor = next.nextCursor;
      }
      return { ...first, rows, nextCursor: null };
    });
    io.out(values.json ? `${JSON.stringify(page, null, 2)}\n` : inWords(page));
    return DONE;
  });
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...HOUSE_OPTIONS,
        collector: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return undefined;
  }
}

function inWords({ on, bank, tiers, rows, heldBack }: WorklistJson): string {
  const lines = [`${on}. ${bank.sentence}`];
  for (const { tier, title, count } of tiers) {
    lines.push('', `${title} · ${count}`);
    for (const row of rows.filter((one) => one.tier === tier))
      lines.push(`  ${row.name} (${row.number}): ${row.sentence} ${row.nextAction}.`);
  }
  if (heldBack.length > 0) lines.push('', 'Held back');
  for (const { title, customers, amounts } of heldBack) {
    const said = amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(', ');
    lines.push(`  ${title}: ${customers} ${customers === 1 ? 'customer' : 'customers'}, ${said}`);
  }
  return `${lines.join('\n')}\n`;
}
