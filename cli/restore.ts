import { parseArgs } from 'node:util';
import { restore as restoreFile } from '@goodterms/server/platform/backup/restore.ts';
import type { About } from '@goodterms/server/platform/backup/copy.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { environment } from '@goodterms/server/platform/environment.ts';
import type { Installation } from '@goodterms/server/platform/installation.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';
import { standStillAfterRestore } from '@goodterms/server/messaging/restored.actions.ts';
import { listCompanies } from '@goodterms/server/settings/company.queries.ts';
import { DONE, WRONG_USAGE, type CommandIo } from './command.ts';
import { examineBooks } from './examine-books.ts';

const USAGE = `Usage: goodterms restore FILE [--anyway] [--data DIR]

Puts a backup in the place of the data folder, or into the empty database of DATABASE_URL. What was
there is kept. Afterwards nothing is sent until somebody lets sending go on. --anyway restores books
that are not in order.
`;

export async function restore(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = read(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const { file, values } = asked;
  try {
    const { madeAt } = await restoreFile(file, {
      dataFolder: values.data,
      databaseUrl: environment('DATABASE_URL'),
      anyway: values.anyway,
      examine: examineBooks,
      settle: standStill,
      say: (line) => io.err(`${line}\n`),
    });
    io.out(
      `Restored as of ${madeAt}. Nothing will be sent until somebody lets sending go on; ` +
        'messages that waited are in quarantine. Everybody signs in anew.\n',
    );
    return DONE;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    io.err(`${error.message}\n`);
    return error.exitCode;
  }
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, anyway: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [file, more] = positionals;
    return file === undefined || more !== undefined ? undefined : { file, values };
  } catch {
    return undefined;
  }
}

async function standStill(house: Installation, { madeAt }: About): Promise<void> {
  for (const { tenantId, timeZone } of await listCompanies(house.pool))
    await visit(house, { tenantId, timeZone, actor: { kind: 'command', id: 'restore' } }, (ctx) =>
      standStillAfterRestore(ctx, madeAt),
    );
}
