import { createHash } from 'node:crypto';
import * as lookApi from '@goodterms/api/cash/bank-file-look.ts';
import * as api from '@goodterms/api/cash/cash.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { lookAtUploadedBankFile, readUploadedBankFile } from '../platform/file-reader.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { freshnessJson } from './bank-freshness.queries.ts';
import { saveMapping } from '../settings/import-mapping.actions.ts';
import { importBankFile } from './bank-import.actions.ts';
import { lookJson, takeable, withWhatIsKnown } from './bank-upload.queries.ts';
import { importReportJson } from './import-report.queries.ts';
import { statementsToFetch } from './missing-statement.queries.ts';
import { lineTotals, listStatements } from './statement-list.queries.ts';

export function statementRoutes() {
  return [
    answer(api.importBankFile, async (ctx, { body, file }) => {
      assert(file !== undefined, 'a file with an upload');
      const { saveMapping: name, ...said } = body;
      const sha256 = digestOf(file.bytes);
      const hints = await withWhatIsKnown(ctx, { ...said, name: file.name }, sha256);
      const taken = takeable(await readUploadedBankFile(file.bytes, hints));
      if ('because' in taken)
        return refuse(taken.because, `${file.name}: ${taken.what}. ${taken.advice}`);
      if (name !== undefined) {
        const value = { ...said.mapping, account: said.account };
        await saveMapping(ctx, { name, kind: 'bank', value });
      }
      const imported = await importBankFile(ctx, {
        name: file.name,
        bytes: file.bytes.length,
        sha256,
        file: taken.file,
      });
      return accept(await importReportJson(ctx, imported));
    }),
    answer(lookApi.lookAtBankFile, async (ctx, { body, file }) => {
      assert(file !== undefined, 'a file with an upload');
      const known = digestOf(file.bytes);
      const hints = await withWhatIsKnown(ctx, { ...body, name: file.name }, known);
      return accept(
        await lookJson(ctx, file.name, await lookAtUploadedBankFile(file.bytes, hints)),
      );
    }),
    answer(api.readBankFreshness, async (ctx) => accept(await freshnessJson(ctx))),
    answer(api.listStatements, async (ctx, { query }) => {
      const { cursor, limit = PAGE_SIZE } = query;
      const page = await listStatements(ctx, { cursor, limit });
      const totals = await lineTotals(ctx);
      const gaps = await statementsToFetch(ctx);
      return accept({
        bank: await freshnessJson(ctx),
        totals: { ...totals, unapplied: totals.unapplied.map(toMoneyJson) },
        gaps: gaps.map(({ account, currency, title, because, from, until, difference }) => ({
          title,
          because,
          account,
          currency,
          from,
          until,
          difference: difference === undefined ? null : toMoneyJson(money(difference, currency)),
        })),
        rows: page.rows.map(({ opening, closing, moved, importedAt, ...row }) => ({
          ...row,
          opening: opening === null ? null : toMoneyJson(money(opening, row.currency)),
          closing: closing === null ? null : toMoneyJson(money(closing, row.currency)),
          moved: toMoneyJson(money(moved, row.currency)),
          importedAt: importedAt.toISOString(),
        })),
        nextCursor: page.nextCursor,
      });
    }),
  ];
}

function digestOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
