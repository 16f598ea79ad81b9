import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backUp } from '@goodterms/server/platform/backup/backup.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { examineBooks } from './examine-books.ts';
import { HOUSE_OPTIONS, inHouse } from './in-house.ts';

const MEGABYTE = 1_000_000;

const USAGE = `Usage: goodterms backup FILE [--data DIR]

Saves everything to one file while the server works on, and proves it by restoring it aside.
`;

export async function backup(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = read(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const { file, values } = asked;
  const say = (line: string) => io.err(`${line}\n`);
  return inHouse(io, values, async (house) => {
    try {
      const { concern } = await backUp(house, file, { examine: examineBooks, say });
      const size = (statSync(file).size / MEGABYTE).toFixed(1);
      io.out(`${file}: ${size} MB, restored aside and examined.\n`);
      say(`Keep ${house.dataFolder}/secrets.json apart: without it mail passwords stay sealed.`);
      if (concern !== undefined) say(concern);
      return concern === undefined ? DONE : REFUSED;
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      say(error.message);
      return error.exitCode;
    }
  });
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: HOUSE_OPTIONS,
      allowPositionals: true,
    });
    const [file, more] = positionals;
    return file === undefined || more !== undefined ? undefined : { file, values };
  } catch {
    return undefined;
  }
}
