import * as api from '@goodterms/api/cash/remittance-advice.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import type { RemittanceAdvice } from '@goodterms/formats/remittance/remittance.ts';
import type { Context } from '../platform/context.ts';
import { answer } from '../platform/door.ts';
import { readUploadedRemittance } from '../platform/file-reader.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { takeAdviceIn, type TakenAdvice } from './remittance-advice.actions.ts';
import { adviceById, listAnnounced, type ListedAdvice } from './remittance-advice.queries.ts';

export function remittanceAdviceRoutes() {
  return [
    answer(api.importRemittance, async (ctx, { file }) => {
      assert(file !== undefined, 'a file with an upload');
      const reading = await readUploadedRemittance(file.bytes);
      if (!reading.readable) {
        const { what, advice } = reading.refusal;
        return refuse('file_must_be_readable', `${file.name}: ${what}. ${advice}`);
      }
      const { advice } = reading;
      return accept(
        await remittanceReport(ctx, await takeAdviceIn(ctx, { name: file.name, advice }), advice),
      );
    }),
    answer(api.listAnnouncedPayments, async (ctx, { query }) => {
      const { customerId, lineId, cursor, limit = PAGE_SIZE } = query;
      const asked = { customerId, lineId, cursor, limit };
      const { rows, nextCursor } = await listAnnounced(ctx, asked);
      return accept({ rows: rows.map(adviceJson), nextCursor });
    }),
  ];
}

export async function remittanceReport(
  ctx: Context,
  { id, alreadyHere }: TakenAdvice,
  { problems }: RemittanceAdvice,
): Promise<api.RemittanceReportJson> {
  const listed = await adviceById(ctx, id);
  assert(listed !== undefined, 'the advice that was taken in');
  return {
    alreadyHere,
    advice: adviceJson(listed),
    problems: problems.map(({ where, what, advice, severity }) => ({
      where,
      what,
      advice,
      severity,
    })),
  };
}

function adviceJson(listed: ListedAdvice): api.RemittanceAdviceJson {
  const { customerId, customerName, total, lines, ...advice } = listed;
  return {
    ...advice,
    customer:
      customerId === null || customerName === null ? null : { id: customerId, name: customerName },
    total: total === null ? null : toMoneyJson(total),
    lines: lines.map(({ reference, amount, currency, deductionReason, openItemId }) => ({
      reference,
      amount:
        amount === null || currency === null ? null : toMoneyJson(money(BigInt(amount), currency)),
      deductionReason,
      openItemId,
    })),
  };
}
