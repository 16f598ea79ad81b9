import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LONG_FILES } from './exceptions.ts';
import { ROOMS } from './house.ts';
import { allSources, filesIn, readText, sourcesOf } from './sources.ts';
import { factsAwaited, factsRecorded, tableOwners, tablesChangedBy } from './words.ts';

/** What the import rules cannot see. Each failure names the file and says what to do instead. */

const SERVER_KINDS = /\.(actions|queries|store|routes|job)\.ts$|\.test\.ts$/;
const SERVER = sourcesOf('server');
/** Documents of the whole house and the settings of its tools. */
const HALL =
  /^(?:[A-Z]+\.md|LICENSE|package(?:-lock)?\.json|tsconfig(?:\.base)?\.json|vitest\.config\.ts)$/;

test('the rules ask for the day and never look at the clock', () => {
  const offenders = sourcesOf('core').filter(
    ({ path, text }) => !path.endsWith('.test.ts') && looksAtTheClock(text),
  );
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

test('a planted look at the clock is caught', () => {
  expect(looksAtTheClock('const today = new Date();')).toBe(true);
  expect(looksAtTheClock('const id = Math.random();')).toBe(true);
});

test('every file in a server room says by its name what it does', () => {
  const offenders = SERVER.filter(({ path }) =>
    (ROOMS as readonly string[]).includes(path.split('/')[1] ?? ''),
  )
    .filter(({ path }) => path.split('/').length > 2 && !SERVER_KINDS.test(path))
    .map(({ path }) => path);
  expect(offenders).toEqual([]);
});

test('a table is changed only by the room that owns it', () => {
  const owners = tableOwners();
  const offences = SERVER.filter(({ path }) => !path.endsWith('.test.ts')).flatMap(
    ({ path, text }) => {
      const room = path.split('/')[1] ?? '';
      return tablesChangedBy(text)
        .filter((table) => owners.has(table) && owners.get(table) !== room && room !== 'platform')
        .map((table) => `${path} changes ${table}, which belongs to ${owners.get(table)}`);
    },
  );
  expect(offences).toEqual([]);
});

test('a planted change of another room’s table is caught', () => {
  expect(tablesChangedBy('update open_item set x = 1')).toEqual(['open_item']);
  expect(tableOwners().get('open_item')).toBe('ledger');
});

test('every reaction waits for a fact that somebody records', () => {
  const recorded = factsRecorded(SERVER);
  const awaited = factsAwaited(readText('server/switchboard.ts'));
  expect(awaited.length).toBeGreaterThan(0);
  expect(awaited.filter((fact) => !recorded.has(fact))).toEqual([]);
});

test('files are named for nouns, never for patterns', () => {
  const pattern =
    /(^|\/)(utils?|helpers?|types|constants|index|common|misc|manager|service)\.tsx?$/;
  expect(
    allSources()
      .map(({ path }) => path)
      .filter((path) => pattern.test(path)),
  ).toEqual([]);
});

test('nothing lies in the hall but what the whole house needs', () => {
  const lying = readdirSync(new URL('..', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  expect(lying.filter((name) => !HALL.test(name))).toEqual([]);
  expect(HALL.test('a.html')).toBe(false);
});

test('every room that has rules has its page', () => {
  const rooms = ROOMS.filter((room) => sourcesOf(`core/${room}`).length > 0);
  expect(rooms.filter((room) => !filesIn(`core/${room}`).includes('README.md'))).toEqual([]);
});

test('a file fits on a screen or two, or says why not', () => {
  const long = allSources()
    .filter(({ text }) => text.split('\n').length > 300)
    .map(({ path }) => path);
  expect(long.filter((path) => !(path in LONG_FILES))).toEqual([]);
  expect(Object.keys(LONG_FILES).filter((path) => !long.includes(path))).toEqual([]);
});

test('the word that makes a customer an adversary stands nowhere', () => {
  const word = new RegExp(`\\b${['deb', 'tors?'].join('')}\\b`, 'i');
  const offenders = allSources()
    .filter(({ path }) => !path.startsWith('formats/'))
    .filter(({ text }) => word.test(text));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

function looksAtTheClock(text: string): boolean {
  return /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(text);
}
