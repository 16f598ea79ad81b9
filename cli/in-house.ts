import { openHouse, type Installation } from '@goodterms/server/platform/installation.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';
import { listCompanies, type CompanyHere } from '@goodterms/server/settings/company.queries.ts';
import { REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';

/** The options that every command on the books takes; spread them into `parseArgs`. */
export const HOUSE_OPTIONS = {
  data: { type: 'string' },
  company: { type: 'string' },
} as const;

export type HouseOptions = {
  /** Another data folder than `.data`. */
  readonly data?: string | undefined;
  /** The name or id of a company; needed only where several work. */
  readonly company?: string | undefined;
};

/** Opens the house for one command, beside the server if one runs, and closes it whatever happens. */
export async function inHouse(
  io: CommandIo,
  { data }: HouseOptions,
  work: (house: Installation) => Promise<number>,
): Promise<number> {
  let house: Installation;
  try {
    house = await openHouse({ dataFolder: data, say: (line) => io.err(`${line}\n`) });
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    io.err(`${error.message}\n`);
    return error.exitCode;
  }
  const leave = (signal: NodeJS.Signals) => {
    // What was begun is rolled back by the database; nothing of ours may stay behind.
    void house.leave().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    return await work(house);
  } finally {
    await house.close();
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

/** As `inHouse`, for the company named, or the only one. */
export function inCompany(
  io: CommandIo,
  options: HouseOptions,
  work: (house: Installation, company: CompanyHere) => Promise<number>,
): Promise<number> {
  return inHouse(io, options, async (house) => {
    const companies = await listCompanies(house.pool);
    const { company: named } = options;
    const fitting = companies.filter(
      ({ tenantId, name }) => named === undefined || named === tenantId || named === name,
    );
    const [company, another] = fitting;
    if (company && !another) return work(house, company);
    if (companies.length === 0) {
      io.err(
        'No company works here yet. Make one with "goodterms init", or "goodterms init --demo".\n',
      );
      return REFUSED;
    }
    io.err(
      company
        ? 'Several companies work here. Name one with --company:\n'
        : `No company here is called ${named}. There are:\n`,
    );
    for (const { name, tenantId } of companies) io.err(`  ${name} (${tenantId})\n`);
    return WRONG_USAGE;
  });
}
