import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node24, prepare, root, run } from './prepare.mjs';

/**
 * Real bank files and electronic invoices, when their folder stands beside the repository: `npm
 * run test:cases` reads each with `goodterms bank read` and `goodterms invoice read` and compares
 * it with what is expected. GOODTERMS_CASES names another folder.
 */
const cases = process.env.GOODTERMS_CASES ?? join(root, '..', 'shared', 'cases');
const check = join(cases, 'check.py');
if (!existsSync(check)) {
  console.log(
    `Skipped: no cases stand in ${cases}. The samples in formats/ are tested by npm test.`,
  );
  process.exit(0);
}
await prepare();
let worst = 0;
for (const topic of ['bank', 'einvoice']) {
  const { code } = await run('python3', [check, topic, ...process.argv.slice(2)], {
    env: { GOODTERMS: `${JSON.stringify(node24())} ${JSON.stringify(join(root, 'cli/main.ts'))}` },
  });
  worst = Math.max(worst, code ?? 1);
}
process.exit(worst);
