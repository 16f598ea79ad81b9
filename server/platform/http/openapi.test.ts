import { Validator } from '@seriousme/openapi-schema-validator';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';

const house = await testHouse();
const door = await openDoor(house);

type Schema = {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly propertyNames?: unknown;
};
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
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

test('a field that is not agreed is declined everywhere: no body or query is open', () => {
  const open = operations.flatMap(({ path, method, operation }) =>
    openObjects(operation.requestBody?.content['application/json']?.schema, `${method} ${path}`),
  );
  expect(open).toEqual([]);
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

/** Where a schema lets fields pass that it does not name. A record names the form of its keys. */
function openObjects(schema: Schema | undefined, where: string): string[] {
  if (!schema) return [];
  const here =
    schema.type === 'object' && schema.additionalProperties !== false && !schema.propertyNames
      ? [where]
      : [];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    openObjects(part, `${where} ${name}`),
  );
  return [...here, ...inner, ...openObjects(schema.items, `${where} items`)];
}
