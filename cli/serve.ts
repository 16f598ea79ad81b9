import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer, type Server } from '@goodterms/server/main.ts';
import { openDataFolder } from '@goodterms/server/platform/installation.ts';
import { log, logToFile } from '@goodterms/server/platform/log.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';
import { DONE, REFUSED, type CommandIo } from './command.ts';

/** One press of Ctrl-C arrives from the terminal and from npm; that is not asking twice. */
const SAME_PRESS_MS = 500;
const STOP_LIMIT_MS = 15_000;
const INTERRUPTED = 130;

/** Runs the server until it is told to stop. `--demo` moves the demo company into an empty house. */
export async function serve(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      demo: { type: 'boolean', default: false },
    },
  });
  const say = (line: string) => io.err(`${line}\n`);
  const ending = new Ending();
  try {
    // A person at a terminal wants the address, a service's operator the log.
    if (process.stdout.isTTY) logToFile(join(openDataFolder(values.data), 'goodterms.log'));
    const server = await startServer({
      dataFolder: values.data,
      port: values.port === undefined ? undefined : Number(values.port),
      say,
      onLost: (err) => ending.failed(err),
    });
    if (!ending.isAsked) io.out(`Goodterms is open at ${server.address}\n`);
    const code = await ending.of(server);
    say('Closing …');
    setTimeout(() => process.exit(code), STOP_LIMIT_MS).unref();
    await server.stop();
    return code;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    say(error.message);
    return error.exitCode;
  }
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
