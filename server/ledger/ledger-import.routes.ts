import * as api from '@goodterms/api/ledger/ledger.ts';
import type { Refusal } from '@goodterms/formats/unreadable.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { readUploadedLedger } from '../platform/file-reader.ts';
import { forgetMapping } from '../settings/import-mapping.actions.ts';
import { listMappings } from '../settings/import-mapping.queries.ts';
import { importLedger, type LedgerImportReport } from './ledger-import.actions.ts';
import { ledgerUploads } from './ledger-upload.queries.ts';
import { ledgerReportJson } from './ledger-report.queries.ts';

export function ledgerImportRoutes() {
  return [
    answer(api.importLedger, async (ctx, { query, file }) => {
      assert(file !== undefined, 'a file with an upload');
      const reading = await readUploadedLedger(file.bytes);
      if (!reading.readable) return unreadable(file.name, reading.refusal);
      const read = await ledgerUploads(ctx, [{ ...file, contents: reading.contents }]);
      if (!read.accepted) return unreadable(read.name, read.refusal);
      const { dryRun, mapping, saveMapping, closeMissing, skipBad, answers } = query;
      const report = await importLedger(ctx, {
        files: read.uploads,
        mapping,
        saveMapping,
        dryRun,
        closeMissing,
        skipBad,
        answers: answersIn(answers),
      });
      if (report.refused !== undefined && !dryRun) return refuse(report.refused, whyNot(report));
      return accept(ledgerReportJson(report, read.uploads));
    }),
    answer(api.listMappings, async (ctx) => {
      const mappings = await listMappings(ctx);
      return accept({
        mappings: mappings.map(({ name, kind, changedAt }) => ({
          name,
          kind,
          changedAt: changedAt.toISOString(),
        })),
      });
    }),
    answer(api.dropMapping, async (ctx, { params, query }) => {
      const { kind = 'ledger' } = query;
      const forgotten = await forgetMapping(ctx, { name: params.name, kind });
      return forgotten.accepted ? accept({ done: true as const }) : forgotten;
    }),
  ];
}

function unreadable(name: string, { what, advice }: Refusal) {
  return refuse('file_must_be_readable', `${name}: ${what}. ${advice}`);
}

/** 'day_order=DMY,currency=EUR': the answers to the questions of a dry run. */
export function answersIn(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='));
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [decoded(pair.slice(0, at).trim()), decoded(pair.slice(at + 1).trim())];
    }),
  );
}

/** A heading or the name of a sheet may hold a comma; who sends it encodes it. */
function decoded(choice: string): string {
  try {
    return decodeURIComponent(choice);
  } catch {
    return choice;
  }
}

const PROBLEMS_TOLD = 20;

function whyNot({ refused, questions, problems }: LedgerImportReport): string | undefined {
  if (refused === 'questions_must_be_answered') return questions.map(({ text }) => text).join(' ');
  if (refused !== 'lines_must_be_good') return undefined;
  const bad = problems.filter(({ severity }) => severity === 'error');
  const told = bad
    .slice(0, PROBLEMS_TOLD)
    .map(({ where, what, advice }) => `${where}: ${what}. ${advice}`);
  return [...told, bad.length > PROBLEMS_TOLD ? `And ${bad.length - PROBLEMS_TOLD} more.` : '']
    .join(' ')
    .trim();
}
