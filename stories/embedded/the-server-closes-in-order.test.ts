import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runningPostmaster } from '@goodterms/server/platform/postmaster.ts';
import { afterAll, afterEach, expect, test } from 'vitest';
import { isRunning, startChild, type Child } from '../child.ts';

const GOODTERMS = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const dataFolder = mkdtempSync(join(tmpdir(), 'gt-serve-'));
const postmaster = () => runningPostmaster(join(dataFolder, 'postgresql'));
const BUSY = 75;
let server: Child | undefined;

afterEach(async () => {
  if (server?.process.exitCode === null) await server.signal('SIGTERM');
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

test('the first start prints one address with a one-time link, and is ready', async () => {
  const address = await open();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#[\w-]{43}$/);
  expect(server?.said).toHaveLength(1);
  for (const probe of ['/livez', '/readyz']) {
    const reply = await fetch(new URL(probe, address));
    expect([reply.status, await reply.json()]).toEqual([200, { status: 'ok' }]);
  }
  expect(await (await fetch(new URL('/api/entrance', address))).json()).toEqual({
    needsSetup: true,
    isDemo: false,
  });
});

test.runIf(process.platform === 'linux')(
  'it opens its own port on this machine, and no other',
  async () => {
    const { port } = new URL(await open());
    expect(listeningPorts([server?.process.pid ?? 0, postmaster()?.pid ?? 0])).toEqual([
      `127.0.0.1:${port}`,
    ]);
  },
);

test('told to stop while many ask, it answers what it has taken on and leaves nothing behind', async () => {
  const address = await open();
  const pid = postmaster()?.pid ?? 0;
  const codes: number[] = [];
  let refused = 0;
  const asking = new AbortController();
  const ask = async () => {
    while (!asking.signal.aborted)
      await fetch(new URL('/api/entrance', address)).then(
        (reply) => reply.text().then(() => codes.push(reply.status)),
        () => (refused += 1),
      );
  };
  const askers = Array.from({ length: 8 }, ask);
  await sleep(500);
  const begun = performance.now();
  expect(await server?.signal('SIGTERM')).toBe(0);
  expect(performance.now() - begun).toBeLessThan(15_000);
  asking.abort();
  await Promise.all(askers);

  expect(codes.filter((code) => code === 200).length).toBeGreaterThan(8);
  expect(codes.filter((code) => ![200, 503].includes(code))).toEqual([]);
  expect(isRunning(pid)).toBe(false);
  expect(postmaster()).toBeUndefined();
});

test('a second start finds all as it was', async () => {
  await open();
  await server?.signal('SIGTERM');
  await open();
});

test('one press of Ctrl-C that is heard twice is one', async () => {
  await open();
  server?.process.kill('SIGINT');
  expect(await server?.signal('SIGINT')).toBe(0);
  expect(postmaster()).toBeUndefined();
});

test('a request that never ends holds the stop up for ten seconds, no longer', async () => {
  const hanging = await hang(await open());
  const begun = performance.now();
  expect(await server?.signal('SIGTERM')).toBe(0);
  const tookMs = performance.now() - begun;
  expect(tookMs).toBeGreaterThan(8_000);
  expect(tookMs).toBeLessThan(15_000);
  expect(postmaster()).toBeUndefined();
  hanging.destroy();
});

test('whoever asks a second time need not wait, and the database ends by itself', async () => {
  const hanging = await hang(await open());
  server?.process.kill('SIGINT');
  await sleep(1000);
  const begun = performance.now();
  expect(await server?.signal('SIGINT')).toBe(130);
  expect(performance.now() - begun).toBeLessThan(8000);
  await expect.poll(postmaster, { timeout: 10_000 }).toBeUndefined();
  hanging.destroy();
});

test('a port that was named and is taken is refused with 75 and one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  server = startChild(GOODTERMS, ['serve', '--data', dataFolder, '--port', String(port)]);
  expect(await server.ended()).toBe(BUSY);
  expect(postmaster()).toBeUndefined();
  await new Promise((resolve) => taken.close(resolve));
});

test.runIf(existsSync('/usr/bin/script'))(
  'for a person at a terminal the log goes to a file, and what is said is plain',
  async () => {
    const command = `"${process.execPath}" "${GOODTERMS}" serve --data "${dataFolder}" --port 0`;
    const terminal = startChild('-qefc', [command, '/dev/null'], {
      program: '/usr/bin/script',
      env: { GOODTERMS_LOG_LEVEL: 'info' },
    });
    await terminal.hear('Goodterms is open at');
    const log = () => readFileSync(join(dataFolder, 'goodterms.log'), 'utf8');
    const { pid } = JSON.parse(log().trim().split('\n').at(-1) ?? '') as { pid: number };
    process.kill(pid, 'SIGTERM');
    await terminal.ended();
    expect(terminal.said.filter((line) => line.startsWith('{'))).toEqual([]);
    expect(log()).toContain('"what":"closed"');
  },
);

test('after kill -9 the next start goes on, with the same secrets', async () => {
  await open();
  const secrets = readFileSync(join(dataFolder, 'secrets.json'), 'utf8');
  await server?.signal('SIGKILL');
  await open();
  expect(readFileSync(join(dataFolder, 'secrets.json'), 'utf8')).toBe(secrets);
});

async function open(): Promise<string> {
  server = startChild(GOODTERMS, ['serve', '--data', dataFolder, '--port', '0'], {
    env: { GOODTERMS_LOG_LEVEL: 'error' },
  });
  const line = await server.hear('Goodterms is open at');
  return line.split(' ').at(-1) ?? '';
}

/** Begins a request and never sends the rest. */
async function hang(address: string): Promise<Socket> {
  const { port, host } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(
    `POST /api/session HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\n` +
      'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  );
  await sleep(300);
  return socket;
}

/** What these processes listen on over TCP, read from the kernel's own table. */
function listeningPorts(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9] ?? ''))
      .map(([, address = '']) => readable(address)),
  );
}

function socketsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}

function readable(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const bytes = address.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  return `${bytes.toReversed().join('.')}:${Number.parseInt(port, 16)}`;
}
