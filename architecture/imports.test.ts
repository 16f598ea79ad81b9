import { describe, expect, test } from 'vitest';
import { deadFiles, findCircle, offences } from './rules.ts';
import { allSources, importsOf, type Source } from './sources.ts';

const SOURCES = allSources();
const IMPORTS = SOURCES.flatMap(importsOf);

describe('the house as it stands', () => {
  test('imports go down the floors and left through the rooms', () => {
    expect(offences(IMPORTS)).toEqual([]);
  });

  test('every import of ours names a file that exists', () => {
    const paths = new Set(SOURCES.map(({ path }) => path));
    const broken = IMPORTS.filter(({ to, ours }) => ours && /\.tsx?$/.test(to) && !paths.has(to));
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('no file imports itself by a detour', () => {
    expect(findCircle(IMPORTS)).toBeUndefined();
  });

  test('no file is dead', () => {
    expect(
      deadFiles(
        SOURCES.map(({ path }) => path),
        IMPORTS,
      ),
    ).toEqual([]);
  });
});

describe('a planted violation is caught', () => {
  test.each([
    ['core importing the server', 'core/ledger/x.ts', '@goodterms/server/ledger/y.queries.ts'],
    ['core importing a library', 'core/ledger/x.ts', 'zod'],
    ['core importing a Node module', 'core/cash/x.ts', 'node:fs'],
    ['the kernel importing a room', 'core/kernel/x.ts', '../ledger/open-item.ts'],
    ['a format importing the ledger', 'formats/camt/x.ts', '@goodterms/core/ledger/open-item.ts'],
    ['the agreement importing the server', 'api/ledger/x.ts', '@goodterms/server/main.ts'],
    [
      'ledger using collections on the server',
      'server/ledger/x.actions.ts',
      '../collections/review.actions.ts',
    ],
    ['cash using collections in core', 'core/cash/x.ts', '../collections/dunning.ts'],
    ["another room's store", 'server/collections/x.actions.ts', '../ledger/allocation.store.ts'],
    ['the platform knowing a room', 'server/platform/x.ts', '../ledger/allocation.actions.ts'],
    ['the platform knowing a rule', 'server/platform/x.ts', '@goodterms/core/ledger/ageing.ts'],
    ['a driver outside the platform', 'server/ledger/x.queries.ts', 'pg'],
    ['the web importing the server', 'web/cash/x.tsx', '@goodterms/server/main.ts'],
    ['the look knowing business', 'ui/x.tsx', '@goodterms/core/ledger/open-item.ts'],
    ['a barrel', 'web/cash/x.tsx', '../ledger/index.ts'],
  ])('%s', (_what, path, target) => {
    expect(offences(importsOf(file(path, `import { x } from '${target}';`)))).toHaveLength(1);
  });

  test('SQL in an action', () => {
    const planted = file(
      'server/cash/x.actions.ts',
      `import { rows, sql } from '../platform/database.ts';`,
    );
    expect(offences(importsOf(planted))).toHaveLength(1);
  });

  test('a dynamic import across floors', () => {
    expect(offences(importsOf(file('core/cash/x.ts', `await import('node:fs')`)))).toHaveLength(1);
  });

  test('a circle', () => {
    const imports = [
      ...importsOf(file('core/cash/a.ts', `import { b } from './b.ts';`)),
      ...importsOf(file('core/cash/b.ts', `import { a } from './a.ts';`)),
    ];
    expect(findCircle(imports)).toEqual(['core/cash/a.ts', 'core/cash/b.ts', 'core/cash/a.ts']);
  });

  test('a dead file', () => {
    expect(deadFiles(['core/cash/a.ts'], [])).toEqual(['core/cash/a.ts']);
  });
});

function file(path: string, text: string): Source {
  return { path, text };
}
