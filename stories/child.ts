import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';

/** A program of ours in a process of its own, heard line by line. */
export type Child = {
  readonly process: ChildProcess;
  /** The next line that begins with `word`; every line before it is passed over. */
  hear(word: string): Promise<string>;
  /** Passes over everything it has said so far. */
  passOver(): void;
  /** Everything it said so far. */
  readonly said: readonly string[];
  /** The exit code, or the name of the signal that ended it. */
  ended(): Promise<number | string>;
  signal(name: NodeJS.Signals): Promise<number | string>;
};

const PATIENCE_MS = 60_000;
const started = new Set<ChildProcess>();

/** A test that failed half way may have left one running. */
afterAll(async () => {
  await Promise.all(
    [...started].map((child) => {
      child.kill('SIGTERM');
      return once(child, 'close');
    }),
  );
});

/** `command` is put before Node, such as `setpriv` with its options. */
export function startChild(
  file: string,
  args: readonly string[],
  {
    command = [],
    program = process.execPath,
    env = {},
    cwd,
  }: { command?: string[]; program?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Child {
  const [first = program, ...rest] = [...command, program, file, ...args];
  const options: SpawnOptions = {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  };
  const child = spawn(first, rest, options);
  started.add(child);
  child.on('close', () => started.delete(child));
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => waiting.forEach((look) => look());
  createInterface({ input: child.stdout! }).on('line', (line) => {
    said.push(line);
    tell();
  });
  let end: number | string | undefined;
  const closed = once(child, 'close').then(([code, signal]: unknown[]) => {
    end = (code ?? signal) as number | string;
    tell();
    return end;
  });
  let heard = 0;

  return {
    process: child,
    said,
    passOver: () => void (heard = said.length),
    ended: () => closed,
    signal(name) {
      child.kill(name);
      return closed;
    },
    hear: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const at = said.findIndex((line, i) => i >= heard && line.startsWith(word));
          if (at < 0 && end === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          heard = at + 1;
          const line = said[at];
          if (line !== undefined) resolve(line);
          else reject(new Error(`it ended with ${end} before "${word}": ${said.join(' / ')}`));
        };
        const timer = setTimeout(
          () => reject(new Error(`waited for "${word}" in vain: ${said.join(' / ')}`)),
          PATIENCE_MS,
        );
        waiting.add(look);
        look();
      }),
  };
}

/** A process that has ended but whose parent has not looked yet runs no more. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
