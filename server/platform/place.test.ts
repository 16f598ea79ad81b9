import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { choosePlace } from './place.ts';

afterEach(() => vi.unstubAllEnvs());

test('without a word from the operator it is 127.0.0.1 and the next port that is free', async () => {
  const first = await choosePlace(undefined);
  expect(first).toMatchObject({ host: '127.0.0.1', isThisMachine: true });
  const taken = createServer().listen(first.port, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const next = await choosePlace(undefined);
  expect(next.port).toBeGreaterThan(first.port);
  expect(next.publicUrl).toBe(`http://127.0.0.1:${next.port}`);
  await expect(choosePlace(first.port)).rejects.toThrow(`Port ${first.port} is taken`);
  await new Promise((resolve) => taken.close(resolve));
});

test.each([
  ['an open network without a public address', { HOST: '0.0.0.0' }, 'say in PUBLIC_URL'],
  ['passwords in the clear', { PUBLIC_URL: 'http://goodterms.example' }, 'must begin with https'],
  ['an address that is none', { PUBLIC_URL: 'goodterms' }, 'not a web address'],
  ['a port that is none', { PORT: 'three thousand' }, 'not a port'],
])('%s is refused', async (_what, environment, line) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await expect(choosePlace(undefined)).rejects.toThrow(line);
});

test('a public address opens it to a network', async () => {
  vi.stubEnv('PUBLIC_URL', 'https://goodterms.example/');
  vi.stubEnv('HOST', '0.0.0.0');
  const place = await choosePlace(0);
  expect(place.port).toBeGreaterThan(0);
  expect(place).toEqual({
    host: '0.0.0.0',
    port: place.port,
    publicUrl: 'https://goodterms.example',
    isThisMachine: false,
  });
});
