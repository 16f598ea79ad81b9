import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node24, root } from './prepare.mjs';

/** Cash application on the sample: what was measured once is the least from then on. */
const SCORE = `import csv, sys
sys.path.insert(0, sys.argv[1])
import score
split = lambda text: [one for one in (text or '').split('|') if one]
pred = {r['line_id']: (r['action'], split(r['invoice_ids']), [float(x) for x in split(r['cash_applied'])])
        for r in csv.DictReader(open(sys.argv[2], encoding='utf-8'))}
result, wrong = score.score(score.load(sys.argv[1]), pred)
least = {'stp': 0.89, 'precision': 0.999, 'top1_any': 0.95, 'amounts_right': 0.995}
below = {name: result[name] for name, floor in least.items() if result[name] < floor}
print('cash application:', f'below its floors: {below} {wrong}' if below else 'good')
sys.exit(1 if below else 0)`;

export function backtestHolds(cases) {
  const sample = join(cases, 'cash-application', 'sample');
  if (!existsSync(join(sample, 'score.py'))) return true;
  const folder = mkdtempSync(join(tmpdir(), 'goodterms-cases-'));
  const out = join(folder, 'pred.csv');
  const options = { cwd: root, stdio: 'inherit' };
  const command = [join(root, 'cli/main.ts'), 'cash', 'backtest', sample, '--out', out];
  const made = spawnSync(node24(), command, options);
  const scored = spawnSync('python3', ['-c', SCORE, sample, out], options);
  rmSync(folder, { recursive: true });
  return made.status === 0 && scored.status === 0;
}
