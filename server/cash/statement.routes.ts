import { createHash } from 'node:crypto';
import * as api from '@goodterms/api/cash/cash.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { freshnessSentence, isFresh } from '@goodterms/core/cash/freshness.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { calendarOf } from '@goodterms/core/settings/calendar.ts';
import { CONTACT_RULES } from '@goodterms/core/settings/contact-rules.ts';
import type { Context } from '../platform/context.ts';
import { answer } from '../platform/door.ts';
import { readUploadedBankFile } from '../platform/file-reader.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { bankFreshness } from './bank-freshness.queries.ts';
import { importBankFile } from './bank-import.actions.ts';
import { importReportJson } from './import-report.queries.ts';
import { lineTotals, listStatements, missingStatements } from './statement-list.queries.ts';

export function statementRoutes() {
  return [
    answer(api.importBankFile, async (ctx, { file }) => {
      assert(file !== undefined, 'a file with an upload');
      const reading = await readUploadedBankFile(file.bytes, { name: file.name });
      if (!reading.readable) {
        const { what, advice } = reading.refusal;
        return refuse('file_must_be_readable', `${file.name}: ${what}. ${advice}`);
      }
      const imported = await importBankFile(ctx, {
        name: file.name,
        bytes: file.bytes.length,
        sha256: createHash('sha256').update(file.bytes).digest(),
        file: reading.file,
      });
      return accept(await importReportJson(ctx, imported));
    }),
    answer(api.readBankFreshness, async (ctx) => accept(await freshnessJson(ctx))),
    answer(api.listStatements, async (ctx, { query }) => {
      const { cursor, limit = PAGE_SIZE } = query;
      const page = await listStatements(ctx, { cursor, limit });
      const totals = await lineTotals(ctx);
      const gaps = await missingStatements(ctx);
      return accept({
        bank: await freshnessJson(ctx),
        totals: { ...totals, unapplied: totals.unapplied.map(toMoneyJson) },
        gaps: gaps.map(({ account, currency, from, until, difference }) => ({
          account,
          currency,
          from,
          until,
          difference: toMoneyJson(money(difference, currency)),
        })),
        rows: page.rows.map(({ opening, closing, importedAt, ...row }) => ({
          ...row,
          opening: opening === null ? null : toMoneyJson(money(opening, row.currency)),
          closing: closing === null ? null : toMoneyJson(money(closing, row.currency)),
          importedAt: importedAt.toISOString(),
        })),
        nextCursor: page.nextCursor,
      });
    }),
  ];
}

async function freshnessJson(ctx: Context) {
  const { importedAt, asOf } = await bankFreshness(ctx);
  const { value } = await readSetting(ctx, CONTACT_RULES);
  const fresh = isFresh(asOf, ctx.today, {
    calendar: calendarOf(value),
    maxBusinessDays: value.maxBankAgeBusinessDays,
  });
  return {
    importedAt: importedAt?.toISOString() ?? null,
    asOf: asOf ?? null,
    fresh,
    sentence: freshnessSentence(asOf, fresh),
  };
}
