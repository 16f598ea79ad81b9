import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { BankImportReportJson } from '@goodterms/api/cash/cash.ts';
import { BANK_FORMATS, readBankFile, type BankFileReading } from '@goodterms/formats/bank-file.ts';
import type { BankFormat } from '@goodterms/formats/bank-statement.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { importReportJson } from '@goodterms/server/cash/import-report.queries.ts';
import { visit, type House } from '@goodterms/server/platform/context.ts';
import type { CompanyHere } from '@goodterms/server/settings/company.queries.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';
import { whyUnopened } from './unopened.ts';

const USAGE = `Usage: goodterms import bank FILE... [--format ${BANK_FORMATS.join('|')}] [--json]
                             [--data DIR] [--company NAME]

Takes bank statements into the books. Lines that are here already change nothing, so a file may
come twice, and files may come in any order.
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
      const taken = await takeOne(house, company, file, asked.format);
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
        json: { type: 'boolean', default: false },
      },
    });
    const format = BANK_FORMATS.find((known) => known === values.format);
    if (files.length === 0 || (values.format !== undefined && format === undefined))
      return undefined;
    return { files, values, format };
  } catch {
    return undefined;
  }
}

type Taken =
  | { readonly report: BankImportReportJson }
  | { readonly refusal: { readonly what: string; readonly advice: string } };

async function takeOne(
  house: House,
  { tenantId, timeZone }: CompanyHere,
  file: string,
  format: BankFormat | undefined,
): Promise<Taken> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { refusal: whyUnopened(error) };
  }
  const reading: BankFileReading = readBankFile(bytes, { format, name: file });
  if (!reading.readable) return { refusal: reading.refusal };
  const report = await visit(
    house,
    { tenantId, timeZone, actor: { kind: 'command', id: 'import bank' } },
    async (ctx) =>
      importReportJson(
        ctx,
        await importBankFile(ctx, {
          name: basename(file),
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest(),
          file: reading.file,
        }),
      ),
  );
  return { report };
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
