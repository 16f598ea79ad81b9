import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { visit, type Context, type House } from '@goodterms/server/platform/context.ts';
import { asOwner } from '@goodterms/server/platform/database.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { makeTenant } from '@goodterms/server/platform/tenant.ts';
import { handClock } from '../hand-clock.ts';
import { bankFileOf } from './bank-file.ts';
import { collectGarbage, measure, median, percentile, type Measured } from './measure.ts';
import * as op from './operations.ts';
import { readWorkload, type Workload } from './workload.ts';

const USUAL_RUNS = { warmUps: 1, runs: 5 };
/** A morning run is short and varies more. */
const MORNING_RUNS = { warmUps: 3, runs: 11 };
const PAGES = 1000;
const USAGE = `Usage: npm run bench -- FOLDER [--only import,ageing_now,ageing_as_of,collection_run,collection_rerun,cash_apply,customer_360] [--runs N]

Loads a generated workload into a fresh database and prints one JSON line per operation: the median
of ${USUAL_RUNS.runs} runs after a warm-up (${MORNING_RUNS.runs} after ${MORNING_RUNS.warmUps} for the morning run), with the least and the most; or of N runs after one, which a large
workload may want. cpu_ms is ours and the database's together; compare it as a ratio
with hand-written SQL measured on the same machine (docs/benchmarks.md).
`;

/** Runs every operation that is wanted on a database of its own, and leaves nothing behind. */
async function bench(
  from: string,
  only: readonly string[] | undefined,
  runsWanted: number | undefined,
): Promise<void> {
  const workload = await readWorkload(from);
  const dataFolder = mkdtempSync(join(tmpdir(), 'goodterms-bench-'));
  const clock = handClock(`${workload.asOf}T08:00:00Z`);
  const opened = await openHouse({
    dataFolder,
    clock,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const engine = opened.presence === undefined ? 'server' : 'embedded';
  const print: Bench['print'] = (name, times, answer) => {
    const cpu = times.map((time) => time.cpuMs);
    const line = {
      op: name,
      size: workload.size,
      profile: workload.profile,
      engine,
      ms_median: round(median(times.map((time) => time.ms))),
      cpu_ms: round(median(cpu)),
      cpu_ms_min: round(Math.min(...cpu)),
      cpu_ms_max: round(Math.max(...cpu)),
      rows: answer.rows,
      detail: answer.detail,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const tenantId = await asOwner(opened.pool, (db) => makeTenant(db, 'Bench'));
    await run({
      house: opened,
      tenantId,
      workload,
      wants: (name) => only?.includes(name) ?? true,
      runsOf: (name) =>
        runsWanted !== undefined
          ? { warmUps: 1, runs: runsWanted }
          : name.startsWith('collection_')
            ? MORNING_RUNS
            : USUAL_RUNS,
      print,
    });
  } finally {
    await opened.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

type Bench = {
  readonly house: House;
  readonly tenantId: TenantId;
  readonly workload: Workload;
  readonly wants: (name: string) => boolean;
  readonly runsOf: (name: string) => { readonly warmUps: number; readonly runs: number };
  readonly print: (name: string, measured: readonly Measured[], answer: op.Answer) => void;
};

async function run({ house, tenantId, workload, wants, runsOf, print }: Bench): Promise<void> {
  const inside = <Result>(work: (ctx: Context) => Promise<Result>) =>
    visit(house, { tenantId, actor: { kind: 'command', id: 'bench' }, timeZone: 'UTC' }, work);
  const tidy = () => house.pool.pool.query('vacuum analyze');
  /** Measured and taken back, so that every run meets the same books. */
  const repeat = async (
    name: string,
    work: (ctx: Context) => Promise<op.Answer>,
    score?: (ctx: Context) => Promise<object>,
  ) => {
    if (!wants(name)) return;
    const times: Measured[] = [];
    let answer: op.Answer = { rows: 0, detail: {} };
    const { warmUps, runs } = runsOf(name);
    for (let i = 0; i < warmUps + runs; i += 1) {
      const measured = await takenBack(inside, async (ctx) => {
        const once = await measure(ctx, async () => (answer = await work(ctx)));
        if (score) answer = { ...answer, detail: { ...answer.detail, ...(await score(ctx)) } };
        return once;
      });
      if (i >= warmUps) times.push(measured);
      if (name === 'import' || name === 'collection_run') await tidy();
      // Half a gigabyte of the import before would be tidied away in the next; nobody's first meets that.
      if (name === 'import') collectGarbage();
    }
    print(name, times, name === 'import' ? withRate(answer, times) : answer);
  };

  await repeat('import', (ctx) => op.takeLedgerIn(ctx, workload));
  await inside((ctx) => op.takeLedgerIn(ctx, workload));
  await inside((ctx) => op.writeRestraints(ctx, workload));
  await tidy();
  await repeat('ageing_now', op.ageingNow);
  await repeat('ageing_as_of', op.ageingAsOf);
  await repeat('collection_run', op.morningRun);
  await inside(op.morningRun);
  await tidy();
  await repeat('collection_rerun', op.morningRun);
  if (wants('cash_apply')) await inside((ctx) => op.takeFirstBankFile(ctx, workload));
  const bankFile = bankFileOf(workload.bankLines, workload.asOf);
  await repeat(
    'cash_apply',
    (ctx) => op.applyCash(ctx, bankFile),
    (ctx) => op.scoreCash(ctx, workload),
  );
  if (wants('customer_360')) await pages(inside, print);
}

async function pages(inside: Inside, print: Bench['print']): Promise<void> {
  const ids = await inside(op.customerIds);
  const times: Measured[] = [];
  let seed = 12_345;
  for (let i = 0; i < PAGES + 50; i += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const id = ids[seed % ids.length];
    if (id === undefined) throw new Error('Expected: customers');
    const before = process.hrtime.bigint();
    await inside((ctx) => op.customerPage(ctx, id));
    const ms = Number(process.hrtime.bigint() - before) / 1_000_000;
    if (i >= 50) times.push({ ms, cpuMs: 0 });
  }
  const cpu = await inside((ctx) => measure(ctx, () => op.customerPage(ctx, ids[0]!)));
  const all = times.map(({ ms }) => ms);
  print(
    'customer_360',
    all.map((ms) => ({ ms, cpuMs: cpu.cpuMs })),
    { rows: PAGES, detail: { ms_p95: round(percentile(all, 0.95)) } },
  );
}

type Inside = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

class TakenBack extends Error {}

async function takenBack(
  inside: Inside,
  work: (ctx: Context) => Promise<Measured>,
): Promise<Measured> {
  let measured: Measured | undefined;
  try {
    await inside(async (ctx) => {
      measured = await work(ctx);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  if (!measured) throw new Error('Expected: a run that was measured');
  return measured;
}

function withRate(answer: op.Answer, times: readonly Measured[]): op.Answer {
  const ms = median(times.map((time) => time.ms));
  return {
    rows: answer.rows,
    detail: { ...answer.detail, rows_per_s: Math.round((answer.rows * 1000) / ms) },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, runs: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  await bench(folder, values.only?.split(','), runs);
}
