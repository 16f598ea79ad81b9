import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node24, prepare, root, run } from './prepare.mjs';

/**
 * All tests, or those whose files contain a word given: `npm test dunning`. The last line is one
 * plain sum, for people and for machines.
 */
await prepare({ web: true });
const folder = mkdtempSync(join(tmpdir(), 'gt-counts-'));
const counts = join(folder, 'counts.json');
const { code } = await run(
  node24(),
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'scripts/count-reporter.mjs')}`,
    ...process.argv.slice(2),
  ],
  { env: { GOODTERMS_COUNTS: counts } },
);
const { passed, failed, skipped } = read(counts);
rmSync(folder, { recursive: true, force: true });
for (const name of skipped) console.log(`Skipped: ${name}`);
for (const name of failed) console.log(`Failed: ${name}`);
console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exit(failed.length > 0 ? code || 1 : (code ?? 1));

/** A run that ends without its counts has failed. */
function read(file) {
  try {
    const told = JSON.parse(readFileSync(file, 'utf8'));
    return code !== 0 && told.failed.length === 0
      ? { ...told, failed: [`The run ended with ${code}.`] }
      : told;
  } catch {
    return { passed: 0, failed: ['The run ended without its counts.'], skipped: [] };
  }
}
