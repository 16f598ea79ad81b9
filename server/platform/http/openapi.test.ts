import { Validator } from '@seriousme/openapi-schema-validator';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';

const house = await testHouse();
const door = await openDoor(house);

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
};
const said = await door.ask('GET', '/openapi.json');
const document = said.json as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('the published file is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(said.json));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('it describes every endpoint that is answered, and no other', () => {
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  const answered = door.answers.map(
    ({ endpoint }) => `${endpoint.method} /api${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.toSorted()).toEqual(answered.toSorted());
});

test('every operation has a name of its own', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('every name in a path is a parameter', () => {
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = operation.parameters.filter((one) => one.in === 'path');
    expect(described.map(({ name }) => name)).toEqual(inPath);
  }
});
