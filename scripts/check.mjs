import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, prepare, root, run } from './prepare.mjs';

/** Everything about the code that needs no database: form, types, habits, the drawing, the lockfile. */
await prepare();
const bin = (name) => join(root, 'node_modules', name);
const steps = [
  { name: 'format', file: bin('oxfmt/bin/oxfmt'), args: ['--check', '.'] },
  { name: 'types', file: bin('typescript/bin/tsc'), args: ['-b'] },
  { name: 'lint', file: bin('oxlint/bin/oxlint'), args: ['--type-aware'] },
  {
    name: 'architecture',
    file: bin('vitest/vitest.mjs'),
    args: ['run', '--project', 'architecture'],
  },
];

const wrong = [];
for (const { name, file, args } of steps) {
  const begun = Date.now();
  const { code } = await run(node24(), [file, ...args]);
  console.log(`${name}: ${code === 0 ? 'good' : 'wrong'} (${Date.now() - begun} ms)`);
  if (code !== 0) wrong.push(name);
}
const problems = lockfileProblems(
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
);
for (const problem of problems) console.log(`package-lock.json: ${problem}`);
console.log(`lockfile: ${problems.length === 0 ? 'good' : 'wrong'}`);
if (problems.length > 0) wrong.push('lockfile');
console.log(wrong.length === 0 ? 'All good.' : `Wrong: ${wrong.join(', ')}`);
process.exit(wrong.length === 0 ? 0 : 1);

/**
 * npm installs from a lockfile whose optional packages are not all listed, and `npm ci` then
 * refuses it elsewhere; an address in it ties everyone to one registry.
 */
function lockfileProblems({ packages }) {
  const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${path || 'the root'} wants ${name}, which has no entry`),
    ...(/^(https?|git)/.test(entry.resolved ?? '') ? [`${path} names an address`] : []),
    ...(path.startsWith('node_modules/') && !entry.link && !entry.integrity && !entry.inBundle
      ? [`${path} has no integrity`]
      : []),
  ]);
}
