import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { CASE_MS_MAX, inputOf } from './fuzz.ts';
import { fuzzedReaders } from './readers.ts';

const USAGE = `Usage: npm run fuzz -- [--count N] [--seconds S] [--seed N] [--reader NAME] [--case N]

Gives every reader damaged files: N each (100,000), or for S seconds each. What goes wrong is
printed with its seed and case; --reader NAME --seed N --case N repeats it and writes the file.
`;

/** Cases a thread does before it starts afresh, so that the time is looked at. */
const CASES_A_TURN = 20_000;
/** Starting a thread and compiling the readers takes longer than a case. */
const START_MS_MAX = 30_000;
const MEMORY_MB = 512;
const WATCH_MS = 250;

const asked = options();
if (asked.number !== undefined) repeat(asked.names, asked.seed, asked.number);
else process.exitCode = (await fuzzAll()) ? 0 : 1;

function options() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      reader: { type: 'string' },
      case: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const all = fuzzedReaders().map(({ name }) => name);
  const names = values.reader === undefined ? all : all.filter((name) => name === values.reader);
  if (values.help || names.length === 0) {
    process.stderr.write(`${USAGE}\nReaders: ${all.join(', ')}\n`);
    process.exit(values.help ? 0 : 2);
  }
  return {
    names,
    count: Number(values.count),
    seconds: values.seconds === undefined ? undefined : Number(values.seconds),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed),
    number: values.case === undefined ? undefined : Number(values.case),
  };
}

async function fuzzAll(): Promise<boolean> {
  process.stdout.write(`seed ${asked.seed}\n`);
  let isGood = true;
  for (const name of asked.names) {
    const started = Date.now();
    const { cases, failure } = await fuzzOne(name, started);
    isGood &&= failure === undefined;
    const seconds = ((Date.now() - started) / 1_000).toFixed(1);
    process.stdout.write(
      `${name}: ${cases} cases in ${seconds} s${failure ? `\n  ${failure}` : ''}\n`,
    );
  }
  return isGood;
}

async function fuzzOne(name: string, started: number) {
  const isOver = (cases: number) =>
    asked.seconds === undefined
      ? cases >= asked.count
      : Date.now() - started >= asked.seconds * 1_000;
  let cases = 0;
  while (!isOver(cases)) {
    const until =
      asked.seconds === undefined
        ? Math.min(asked.count, cases + CASES_A_TURN)
        : cases + CASES_A_TURN;
    const failure = await turn(name, cases, until);
    if (failure !== undefined) return { cases: until, failure };
    cases = until;
  }
  return { cases, failure: undefined };
}

/** Undefined when all went well. */
function turn(name: string, from: number, until: number): Promise<string | undefined> {
  const progress = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const run = { seed: asked.seed, from, until };
  const worker = new Worker(new URL('fuzz.worker.ts', import.meta.url), {
    workerData: { name, run, progress },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, stackSizeMb: 4 },
  });
  return new Promise((resolve) => {
    let last = { number: -1, at: Date.now() };
    const again = (number: number) => `--reader '${name}' --seed ${asked.seed} --case ${number}`;
    const watch = setInterval(() => {
      const number = Atomics.load(progress, 0);
      if (number !== last.number) last = { number, at: Date.now() };
      else if (Date.now() - last.at > (number < 0 ? START_MS_MAX : CASE_MS_MAX + 2 * WATCH_MS))
        end(`hangs in case ${number}: ${again(number)}`);
    }, WATCH_MS);
    const end = (failure: string | undefined) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(failure);
    };
    worker.once('message', () => end(undefined));
    worker.once('error', (error) => end(`${error.message}: ${again(Atomics.load(progress, 0))}`));
  });
}

function repeat(names: readonly string[], seed: number, number: number): void {
  const reader = fuzzedReaders().find(({ name }) => name === names[0]);
  if (reader === undefined) return;
  const input = inputOf(reader, seed, number);
  const file = `${reader.name.replaceAll(' ', '-')}-${seed}-${number}.bin`;
  writeFileSync(file, input);
  process.stdout.write(`${file}: ${input.length} bytes\n`);
  const started = performance.now();
  process.stdout.write(`${JSON.stringify(reader.read(input), bigintText).slice(0, 2_000)}\n`);
  process.stdout.write(`${Math.round(performance.now() - started)} ms\n`);
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
