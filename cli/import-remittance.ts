import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type {
  RemittanceReportJson,
  TakenAdviceJson,
} from '@goodterms/api/cash/remittance-advice.ts';
import { readRemittances } from '@goodterms/formats/remittance/read-message.ts';
import { takeAdvicesIn } from '@goodterms/server/cash/remittance-advice.routes.ts';
import { visit, type House } from '@goodterms/server/platform/context.ts';
import type { CompanyHere } from '@goodterms/server/settings/company.queries.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';
import { whyUnopened } from './unopened.ts';

const USAGE = `Usage: goodterms import remittance FILE... [--json] [--data DIR] [--company NAME]

Takes in what payers say their payments are for: a PDF with text, a table, XML, or a mail with such
or with its text; - reads it from standard input, as a mail server hands it over. A payment that is here already and waits is decided again; one that is still to come is expected.
`;

/** `goodterms import remittance`: one transaction a file; a file that cannot be read stops no other. */
export async function importRemittance(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inCompany(io, asked.values, async (house, company) => {
    let code: number = DONE;
    for (const file of asked.files) {
      const taken = await takeOne(house, company, file);
      if ('refusal' in taken) {
        const { what, advice } = taken.refusal;
        code = REFUSED;
        io.err(`${file}: ${what}. ${advice}\n`);
        if (asked.values.json) io.out(`${JSON.stringify({ file, error: { what, advice } })}\n`);
        continue;
      }
      const { report } = taken;
      for (const { name, what, advice } of report.unread)
        io.err(`${file}, ${name}: ${what}. ${advice}\n`);
      for (const one of [report, ...report.others]) {
        for (const { where, what, advice } of one.problems)
          io.err(`${file}, ${where}: ${what}. ${advice}\n`);
        if (!asked.values.json) io.out(`${file}: ${inWords(one)}\n`);
      }
      if (asked.values.json) io.out(`${JSON.stringify({ file, ...report })}\n`);
    }
    return code;
  });
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...HOUSE_OPTIONS, json: { type: 'boolean', default: false } },
    });
    return files.length === 0 ? undefined : { files, values };
  } catch {
    return undefined;
  }
}

type Taken =
  | { readonly report: RemittanceReportJson }
  | { readonly refusal: { readonly what: string; readonly advice: string } };

async function takeOne(
  house: House,
  { tenantId, timeZone }: CompanyHere,
  file: string,
): Promise<Taken> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    return { refusal: whyUnopened(error) };
  }
  const name = file === '-' ? 'standard input' : basename(file);
  const reading = await readRemittances({ name, bytes });
  if (!reading.readable) return { refusal: reading.refusal };
  const actor = { kind: 'command', id: 'import remittance' } as const;
  const report = await visit(house, { tenantId, timeZone, actor }, (ctx) =>
    takeAdvicesIn(ctx, reading),
  );
  return { report };
}

function inWords({ alreadyHere, advice }: TakenAdviceJson): string {
  const { total, lines, customer, lineId } = advice;
  const what = `${total ? `${total.amount} ${total.currency} for ` : ''}${lines.length === 1 ? '1 document' : `${lines.length} documents`}${customer ? ` of ${customer.name}` : ''}`;
  if (alreadyHere) return `${what}, here already; nothing has changed.`;
  return lineId === null ? `${what}, expected.` : `${what}; the payment is here.`;
}
