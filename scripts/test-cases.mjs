import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backtestHolds } from './cash-cases.mjs';
import { node24, prepare, root } from './prepare.mjs';

/**
 * Real bank files, electronic invoices and audit files, when their folder stands beside the
 * repository: `npm run test:cases` reads each and compares it with what is expected, and back-tests
 * cash application on its sample.
 * GOODTERMS_CASES names another folder.
 */
const cases = process.env.GOODTERMS_CASES ?? join(root, '..', 'shared', 'cases');
const check = join(cases, 'check.py');
if (!existsSync(check)) {
  console.log(
    `Skipped: no cases stand in ${cases}. The samples in formats/ are tested by npm test.`,
  );
  process.exit(0);
}

/**
 * How many may differ. Of bank files the five BAI2 do: what is expected of them is stated in whole
 * units, and the comparison divides it by a hundred once more (16,174,25001 is 250.01, not 2.5001).
 */
const FLOORS = { bank: 5, einvoice: 0, saft: 0 };

await prepare();
const goodterms = `${JSON.stringify(node24())} ${JSON.stringify(join(root, 'cli/main.ts'))}`;
let isGood = true;
for (const [topic, failedMax] of Object.entries(FLOORS)) {
  const output = outputOf(topic);
  const [, passed = '0', failed = '0'] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  const holds = Number(passed) > 0 && Number(failed) <= failedMax;
  isGood &&= holds;
  console.log(
    `${topic}: ${passed} agree, ${failed} differ, ${failedMax} may: ${holds ? 'good' : 'wrong'}`,
  );
}
isGood &&= backtestHolds(cases);
process.exit(isGood ? 0 : 1);

function outputOf(topic) {
  const [file, args] =
    topic === 'saft'
      ? [node24(), [join(root, 'scripts/saft-cases.mjs'), cases]]
      : ['python3', [check, topic, ...process.argv.slice(2)]];
  const { stdout } = spawnSync(file, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GOODTERMS: goodterms },
  });
  process.stdout.write(stdout ?? '');
  return stdout ?? '';
}
