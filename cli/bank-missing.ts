import { parseArgs } from 'node:util';
import { money, moneyText } from '@goodterms/core/kernel/money.ts';
import {
  statementsToFetch,
  toFetchSentence,
} from '@goodterms/server/cash/missing-statement.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms bank missing [--json] [--data DIR] [--company NAME]

Statements of our accounts that were never taken in: balances that do not meet, numbers that were
left out, days without a statement. Each is gone when its file has come.
`;

export async function bankMissing(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parse(args);
  if (values === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const actor = { kind: 'command', id: 'bank missing' } as const;
    const missing = await visit(house, { tenantId, timeZone, actor }, (ctx) =>
      statementsToFetch(ctx),
    );
    if (values.json) {
      const said = missing.map(
        ({ account, currency, title, because, from, until, difference }) => ({
          account,
          currency,
          title,
          because,
          from,
          until,
          difference: difference === undefined ? null : moneyText(money(difference, currency)),
        }),
      );
      io.out(`${JSON.stringify({ missing: said }, null, 2)}\n`);
    } else if (missing.length === 0) io.out('No statement is missing.\n');
    else for (const one of missing) io.out(`${one.account}: ${toFetchSentence(one)}.\n`);
    return DONE;
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...HOUSE_OPTIONS, json: { type: 'boolean', default: false } },
    }).values;
  } catch {
    return undefined;
  }
}
