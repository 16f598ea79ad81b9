import { parseArgs } from 'node:util';
import { moveDemoIn } from '@goodterms/demo/move-in.ts';
import { foundCompany } from '@goodterms/server/settings/company.actions.ts';
import { listCompanies } from '@goodterms/server/settings/company.queries.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inHouse } from './in-house.ts';

const USAGE = `Usage: goodterms init [--company NAME] [--time-zone ZONE] [--data DIR]
       goodterms init --demo [--data DIR]

Makes the database and a company in it, on which the other commands work. ZONE is a name such as
Europe/Amsterdam; it decides which day it is. With --demo an invented company moves in with its
books and its past. What exists is left as it is.
`;

export async function init(args: readonly string[], io: CommandIo): Promise<number> {
  const values = read(args);
  if (values === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inHouse(io, values, async (house) => {
    const companies = await listCompanies(house.pool);
    if (companies.length > 0) {
      io.out(`Set up already: ${companies.map(({ name }) => name).join(', ')}.\n`);
      return DONE;
    }
    if (values.demo) {
      await moveDemoIn(house, (line) => io.err(`${line}\n`));
      io.out('The demo company can begin. Next: goodterms serve\n');
      return DONE;
    }
    const actor = { kind: 'command', id: 'init' } as const;
    const name = values.company ?? 'My company';
    const timeZone = values['time-zone'] ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const founded = await foundCompany(house, actor, { name, timeZone });
    if (!founded.accepted) {
      io.err(`There is no time zone ${timeZone}. Name one such as Europe/Amsterdam.\n`);
      return REFUSED;
    }
    io.out(`${name} can begin, in the time zone ${timeZone}. Next: goodterms import ledger FILE\n`);
    return DONE;
  });
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...HOUSE_OPTIONS, 'time-zone': { type: 'string' }, demo: { type: 'boolean' } },
    }).values;
  } catch {
    return undefined;
  }
}
