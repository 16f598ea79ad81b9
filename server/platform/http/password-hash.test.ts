import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

const hash = await hashPassword('tram seven leaves at noon');

test('the hash says how it was made, and is another each time', async () => {
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await hashPassword('tram seven leaves at noon')).not.toBe(hash);
});

test('the password fits, and nothing else does', async () => {
  expect(await verifyPassword({ hash, password: 'tram seven leaves at noon' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'tram seven leaves at noon ' })).toBe(false);
  expect(await verifyPassword({ hash, password: '' })).toBe(false);
});

test('the same letters typed in another way are the same password', async () => {
  const composed = await hashPassword('café à la crème');
  expect(
    await verifyPassword({ hash: composed, password: 'café à la crème'.normalize('NFD') }),
  ).toBe(true);
});

test('a hash that is none, or was made lighter by somebody, opens nothing', async () => {
  const [, , , , salt, tag] = hash.split('$');
  for (const changed of [
    '',
    'plain',
    hash.slice(0, -1),
    `$argon2id$v=19$m=8,t=1,p=1$${salt}$${tag}`,
  ])
    expect(await verifyPassword({ hash: changed, password: 'tram seven leaves at noon' })).toBe(
      false,
    );
});

test('many at once are hashed two at a time, and all of them', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, (_, i) => hashPassword(`password ${i}`)));
  expect(new Set(all).size).toBe(6);
});
