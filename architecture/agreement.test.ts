import { expect, test } from 'vitest';
import { REFUSALS } from '@goodterms/api/refusals.ts';
import type { Endpoint } from '@goodterms/api/agreement.ts';
import { openApi } from '@goodterms/server/platform/http/openapi.ts';
import { readText, sourcesOf } from './sources.ts';

const ENDPOINTS = await everyEndpoint();

test('no two endpoints share a method and a path', () => {
  const names = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('every refusal has a sentence, and every sentence is of use', () => {
  const named = new Set(ENDPOINTS.flatMap(({ refusals }) => refusals));
  expect([...named].filter((reason) => REFUSALS[reason] === undefined)).toEqual([]);
  const inCode = sourcesOf('server')
    .concat(sourcesOf('core'))
    .map(({ text }) => text)
    .join('\n');
  const unused = Object.keys(REFUSALS).filter(
    (reason) => !named.has(reason) && !inCode.includes(`'${reason}'`),
  );
  expect(unused).toEqual([]);
});

test('every endpoint is answered by a route', () => {
  const routes = sourcesOf('server')
    .filter(({ path }) => path.endsWith('.routes.ts'))
    .map(({ text }) => text)
    .join('\n');
  const unanswered = ENDPOINTS.filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(routes));
  expect(unanswered.map(({ name, path }) => `${name} ${path}`)).toEqual([]);
});

test('a path names nouns', () => {
  const verbs = /\/(get|set|create|update|delete|cancel|close|open|undo|send|run)(\/|$)/;
  expect(ENDPOINTS.filter(({ path }) => verbs.test(path)).map(({ path }) => path)).toEqual([]);
});

test('docs/api/openapi.json says what api/ says; npm run openapi writes it', () => {
  const { info: _now, ...agreed } = openApi(ENDPOINTS, '') as Record<string, unknown>;
  const kept = JSON.parse(readText('docs/api/openapi.json')) as Record<string, unknown>;
  const { info: _then, ...written } = kept;
  expect(written).toEqual(agreed);
});

async function everyEndpoint(): Promise<(Endpoint & { name: string })[]> {
  const files = sourcesOf('api')
    .map(({ path }) => path)
    .filter((path) => path.split('/').length === 3);
  const modules = await Promise.all(files.map((path) => import(/* @vite-ignore */ `../${path}`)));
  return modules.flatMap((module: Record<string, unknown>) =>
    Object.entries(module)
      .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1]))
      .map(([name, value]) => ({ ...value, name })),
  );
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'permission' in value && 'reply' in value;
}
