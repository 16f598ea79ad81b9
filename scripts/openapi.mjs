#!/usr/bin/env node
// Writes the agreement of api/ as docs/api/openapi.json, for those who do not read TypeScript.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openApi } from '@goodterms/server/platform/http/openapi.ts';

const ROOT = new URL('..', import.meta.url);

export async function everyEndpoint() {
  const files = globSync('api/*/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.toSorted().map((file) => import(new URL(file, ROOT))));
  return modules.flatMap((module) => Object.values(module)).filter(isEndpoint);
}

function isEndpoint(value) {
  return typeof value === 'object' && value !== null && 'permission' in value && 'reply' in value;
}

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  mkdirSync(new URL('docs/api/', ROOT), { recursive: true });
  const document = openApi(await everyEndpoint(), version);
  writeFileSync(
    new URL('docs/api/openapi.json', ROOT),
    `${JSON.stringify(document, undefined, 2)}\n`,
  );
  process.stdout.write('Wrote docs/api/openapi.json.\n');
}
