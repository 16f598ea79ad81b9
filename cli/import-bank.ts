import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { BankImportReportJson } from '@goodterms/api/cash/cash.ts';
import { BANK_FORMATS, readBankFile, type BankFileHints } from '@goodterms/formats/bank-file.ts';
import { lookAtBankFile } from '@goodterms/formats/bank-file-look.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { takeable, withWhatIsKnown } from '@goodterms/server/cash/bank-upload.queries.ts';
import { importReportJson } from '@goodterms/server/cash/import-report.queries.ts';
import { visit, type House } from '@goodterms/server/platform/context.ts';
import { saveMapping } from '@goodterms/server/settings/import-mapping.actions.ts';
import type { CompanyHere } from '@goodterms/server/settings/company.queries.ts';
import { hintsOf } from './bank-hints.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';
import { whyUnopened } from './unopened.ts';

const USAGE = `Usage: goodterms import bank FILE... [--format ${BANK_FORMATS.join('|')}] [--json]
         [--account NAME] [--currency CODE]      of files that do not say them
         [--mapping FILE] [--save-mapping NAME]  which column of a table is what; keep it
         [--data DIR] [--company NAME]

Takes bank statements into the books. Lines that are here already change nothing, so a file may
come twice, and files may come in any order. A table whose columns are not recognised needs a
mapping once; the next one with the same columns is read by it.
`;

/** `goodterms import bank`: one transaction a file; a file that cannot be read stops no other. */
export async function importBank(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inCompany(io, asked.values, async (house, company) => {
    let code: number = DONE;
    for (const file of asked.files) {
      const taken = await takeOne(house, company, file, asked);
      if ('refusal' in taken) {
        const { what, advice } = taken.refusal;
        code = REFUSED;
        io.err(`${file}: ${what}. ${advice}\n`);
        if (asked.values.json) io.out(`${JSON.stringify({ file, error: { what, advice } })}\n`);
        continue;
      }
      tell(io, file, taken.report, asked.values.json);
    }
    return code;
  });
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...HOUSE_OPTIONS,
        format: { type: 'string' },
        account: { type: 'string' },
        currency: { type: 'string' },
        mapping: { type: 'string' },
        'save-mapping': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const hints = hintsOf(values);
    const saveAs = values['save-mapping'];
    if (files.length === 0 || hints === undefined) return undefined;
    if (saveAs !== undefined && hints.mapping === undefined) return undefined;
    return { files, values, hints, saveAs };
  } catch {
    return undefined;
  }
}

type Taken =
  | { readonly report: BankImportReportJson }
  | { readonly refusal: { readonly what: string; readonly advice: string } };

type Asked = { readonly hints: BankFileHints; readonly saveAs: string | undefined };

async function takeOne(
  house: House,
  { tenantId, timeZone }: CompanyHere,
  file: string,
  { hints, saveAs }: Asked,
): Promise<Taken> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { refusal: whyUnopened(error) };
  }
  const actor = { kind: 'command', id: 'import bank' } as const;
  return visit(house, { tenantId, timeZone, actor }, async (ctx): Promise<Taken> => {
    const sha256 = createHash('sha256').update(bytes).digest();
    const asked = await withWhatIsKnown(ctx, { ...hints, name: file }, sha256);
    const taken = takeable(readBankFile(bytes, asked));
    if ('because' in taken) return { refusal: taken };
    if (saveAs !== undefined) {
      const header = lookAtBankFile(bytes, asked).table?.header;
      const value = { ...hints.mapping, header, account: hints.account };
      await saveMapping(ctx, { name: saveAs, kind: 'bank', value });
    }
    const imported = await importBankFile(ctx, {
      name: basename(file),
      bytes: bytes.length,
      sha256,
      file: taken.file,
    });
    return { report: await importReportJson(ctx, imported) };
  });
}

function tell(io: CommandIo, file: string, report: BankImportReportJson, asJson: boolean): void {
  for (const { where, what, advice } of report.problems)
    io.err(`${file}, ${where}: ${what}. ${advice}\n`);
  if (asJson) {
    io.out(`${JSON.stringify({ file, ...report })}\n`);
    return;
  }
  const { counts } = report;
  const lines = counts.lines === 1 ? '1 line' : `${counts.lines} lines`;
  const said =
    report.alreadyImported || counts.added === 0
      ? `${lines}, all here already; nothing has changed.`
      : `${lines}: ${counts.added} new, ${counts.alreadyHere} here already. ` +
        `${counts.matched} matched, ${counts.proposed} proposed, ${counts.unapplied} open, ` +
        `${counts.setAside} set aside.`;
  io.out(`${file}: ${said}\n`);
}
