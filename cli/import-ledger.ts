import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { refusalSentence } from '@goodterms/api/refusals.ts';
import { readLedgerFile } from '@goodterms/formats/ledger/read.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import { ledgerReportJson } from '@goodterms/server/ledger/ledger-report.queries.ts';
import {
  ledgerUploads,
  type ReadLedgerFile,
} from '@goodterms/server/ledger/ledger-upload.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';
import { whyUnopened } from './unopened.ts';

const USAGE = `Usage: goodterms import ledger DIR|FILE... [--dry-run] [--json]
         [--mapping NAME] [--save-mapping NAME]   read as saved; keep how it was read
         [--answer ID=CHOICE]...                  answer a question of a dry run, or name the
                                                  column of a field: --answer dueOn=Maturity
         [--close-missing]                        settle what is open here and not in the files
         [--skip-bad]                             take the good lines, list the others
         [--data DIR] [--company NAME]

Takes customers, contacts, invoices, credit notes and payments from CSV and XLSX files, from SAF-T
and from electronic invoices, all of it or nothing. The same files again change nothing.
`;

/** A smaller file is read before anybody wonders. */
const BYTES_WORTH_A_WORD = 4_000_000;

const LEDGER_FILE = /\.(csv|tsv|tab|txt|xlsx|xlsm|xml|pdf|zip)$/i;

/** `goodterms import ledger`: says what the files change, and changes it unless it is a dry run. */
export async function importLedgerFiles(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const files = await readFiles(asked.places, io);
  if (files === undefined) return REFUSED;
  const { values } = asked;
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const taken = await visit(
      house,
      { tenantId, timeZone, actor: { kind: 'command', id: 'import ledger' } },
      async (ctx) => {
        const read = await ledgerUploads(ctx, files);
        if (!read.accepted) return read;
        const { uploads } = read;
        const report = await importLedger(ctx, {
          files: uploads,
          mapping: values.mapping,
          saveMapping: values['save-mapping'],
          dryRun: values['dry-run'],
          closeMissing: values['close-missing'],
          skipBad: values['skip-bad'],
          answers: asked.answers,
          say: (line) => io.err(`${line}\n`),
        });
        return { accepted: true as const, report, uploads };
      },
    );
    if (!taken.accepted) {
      io.err(`${taken.name}: ${taken.refusal.what}. ${taken.refusal.advice}\n`);
      return REFUSED;
    }
    const { report, uploads } = taken;
    const json = ledgerReportJson(report, uploads);
    for (const { where, what, advice, severity } of json.problems)
      io.err(`${severity === 'error' ? '' : 'warning: '}${where}: ${what}. ${advice}\n`);
    if (values.json) io.out(`${JSON.stringify(json, null, 2)}\n`);
    else tell(io, json);
    if (report.refused === undefined) return DONE;
    io.err(`${refusalSentence(report.refused)}\n`);
    for (const { id, text, choices, proposed } of json.questions)
      io.err(`  ${text} Say --answer ${id}=${proposed ?? choices.join('|')}\n`);
    return REFUSED;
  });
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals: places } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...HOUSE_OPTIONS,
        mapping: { type: 'string' },
        'save-mapping': { type: 'string' },
        answer: { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
        'close-missing': { type: 'boolean', default: false },
        'skip-bad': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const pairs = values.answer.map((pair) => /^([^=]+)=(.*)$/s.exec(pair));
    if (places.length === 0 || pairs.includes(null)) return undefined;
    const answers = new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
    return { places, values, answers };
  } catch {
    return undefined;
  }
}

/** Every table among the places named; undefined when one cannot be read, which is said. */
async function readFiles(
  places: readonly string[],
  io: CommandIo,
): Promise<ReadLedgerFile[] | undefined> {
  const files: ReadLedgerFile[] = [];
  let isBad = false;
  const refuse = (file: string, { what, advice }: { what: string; advice: string }) => {
    isBad = true;
    io.err(`${file}: ${what}. ${advice}\n`);
  };
  for (const place of places) {
    try {
      const paths = await filesIn(place);
      if (paths.length === 0)
        refuse(place, {
          what: 'the folder holds no table',
          advice: 'Put CSV or XLSX files into it.',
        });
      for (const file of paths) {
        const bytes = await readFile(file);
        if (bytes.length > BYTES_WORTH_A_WORD) io.err(`Reading ${basename(file)} …\n`);
        const reading = readLedgerFile(bytes);
        if (!reading.readable) refuse(file, reading.refusal);
        else files.push({ name: basename(file), bytes, contents: reading.contents });
      }
    } catch (error) {
      refuse(place, whyUnopened(error));
    }
  }
  return isBad ? undefined : files;
}

async function filesIn(place: string): Promise<string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = await readdir(place);
  return names
    .filter((name) => LEDGER_FILE.test(name))
    .toSorted()
    .map((name) => join(place, name));
}

const WORDS = ['added', 'changed', 'closed', 'unchanged', 'missing', 'refused'] as const;

const EXAMPLES_TOLD = 5;

function tell(io: CommandIo, report: LedgerReportJson): void {
  for (const { name, kind, rows, delimiter, encoding } of report.files)
    io.out(
      `${name}: ${rows} rows of ${kind}, ${encoding}, separated by ${JSON.stringify(delimiter)}\n`,
    );
  for (const count of report.counts) {
    const parts = WORDS.filter((word) => count[word] > 0).map((word) => `${count[word]} ${word}`);
    io.out(`  ${count.noun.replaceAll('_', ' ')}: ${parts.join(', ')}\n`);
  }
  for (const { currency, openBefore, openAfter } of report.amounts)
    io.out(`  open in ${currency}: ${openBefore} before, ${openAfter} after\n`);
  const alike = Map.groupBy(report.examples, ({ noun, change }) => `${noun} ${change}`);
  const few = [...alike.values()].flatMap((examples) => examples.slice(0, EXAMPLES_TOLD));
  for (const { reference, customer, sentence } of few)
    io.out(`  ${reference}, ${customer}: ${sentence}\n`);
  if (report.dryRun) io.out('This was a dry run: nothing has been written.\n');
  else if (report.importId === null) io.out('Nothing has been written.\n');
}
