import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { moveDemoIn } from '@goodterms/demo/move-in.ts';
import { startServer, type Server } from '@goodterms/server/main.ts';
import { openDataFolder, type Installation } from '@goodterms/server/platform/installation.ts';
import { log, logToFile } from '@goodterms/server/platform/log.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';
import { listCompanies } from '@goodterms/server/settings/company.queries.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';

/** One press of Ctrl-C arrives from the terminal and from npm; that is not asking twice. */
const SAME_PRESS_MS = 500;
const STOP_LIMIT_MS = 15_000;
const INTERRUPTED = 130;

const USAGE = `Usage: goodterms serve [--port PORT] [--data DIR]

Runs the server until it is told to stop. Environment: PORT, DATABASE_URL, PUBLIC_URL, HOST,
TRUSTED_PROXIES, GOODTERMS_DATA, GOODTERMS_AUTH_SECRET, GOODTERMS_SEALING_KEY, GOODTERMS_LOG_LEVEL; each may also be
given as NAME_FILE, the name of a file that holds it.
`;

export async function serve(args: readonly string[], io: CommandIo): Promise<number> {
  const values = read(args);
  if (values === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const say = (line: string) => io.err(`${line}\n`);
  const ending = new Ending();
  try {
    // A person at a terminal wants the address, a service's operator the log.
    if (process.stdout.isTTY) logToFile(join(openDataFolder(values.data), 'goodterms.log'));
    const server = await startServer({
      dataFolder: values.data,
      port: values.port,
      say,
      ...(values.demo ? { beforeOpening: (house) => moveIntoEmpty(house, say) } : {}),
      onLost: (err) => ending.failed(err),
    });
    if (!ending.isAsked) io.out(`Goodterms is open at ${server.address}\n`);
    const code = await ending.of(server);
    say('Closing …');
    setTimeout(() => process.exit(code), STOP_LIMIT_MS).unref();
    await server.stop();
    return code;
  } catch (error) {
    if (error instanceof CannotStart) {
      say(error.message);
      return error.exitCode;
    }
    ending.failed(error);
    say('The server could not start. The log says where it stopped.');
    return REFUSED;
  }
}

function read(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        demo: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    return port === undefined || isPort(port) ? { ...values, port } : undefined;
  } catch {
    return undefined;
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

/** Whoever works here already stays; an empty house gets the demo company. */
async function moveIntoEmpty(house: Installation, say: (line: string) => void): Promise<void> {
  const companies = await listCompanies(house.pool);
  if (companies.length === 0) await moveDemoIn(house, say);
}

/** Waits for the signal to stop, or for a failure that nothing can follow. */
class Ending {
  readonly #end = Promise.withResolvers<number>();
  #askedAt: number | undefined;
  #server: Server | undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => this.#ask());
    process.on('uncaughtException', (err) => this.failed(err));
    process.on('unhandledRejection', (err) => this.failed(err));
  }

  get isAsked(): boolean {
    return this.#askedAt !== undefined;
  }

  failed(err: unknown): void {
    log.fatal({ err }, 'this should not have happened');
    this.#end.resolve(REFUSED);
  }

  of(server: Server): Promise<number> {
    this.#server = server;
    return this.#end.promise;
  }

  #ask(): void {
    const now = performance.now();
    if (this.#askedAt === undefined) {
      this.#askedAt = now;
      this.#end.resolve(DONE);
    } else if (now - this.#askedAt > SAME_PRESS_MS) {
      this.#server?.abandon();
      process.exit(INTERRUPTED);
    }
  }
}
