import * as api from '@goodterms/api/cash/remittance-advice.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import type { RemittancesReading } from '@goodterms/formats/remittance/read-message.ts';
import type { RemittanceAdvice } from '@goodterms/formats/remittance/remittance.ts';
import type { Context } from '../platform/context.ts';
import { answer } from '../platform/door.ts';
import { readUploadedRemittances } from '../platform/file-reader.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { takeAdviceIn, type TakenAdvice } from './remittance-advice.actions.ts';
import { adviceById, listAnnounced, type ListedAdvice } from './remittance-advice.queries.ts';

export function remittanceAdviceRoutes() {
  return [
    answer(api.importRemittance, async (ctx, { file }) => {
      assert(file !== undefined, 'a file with an upload');
      const reading = await readUploadedRemittances(file);
      if (!reading.readable) {
        const { what, advice } = reading.refusal;
        return refuse('file_must_be_readable', `${file.name}: ${what}. ${advice}`);
      }
      return accept(await takeAdvicesIn(ctx, reading));
    }),
    answer(api.listAnnouncedPayments, async (ctx, { query }) => {
      const { customerId, lineId, cursor, limit = PAGE_SIZE } = query;
      const asked = { customerId, lineId, cursor, limit };
      const { rows, nextCursor } = await listAnnounced(ctx, asked);
      return accept({ rows: rows.map(adviceJson), nextCursor });
    }),
  ];
}

type Read = Extract<RemittancesReading, { readonly readable: true }>;

/** One after the other; the first is what a file without others says. */
export async function takeAdvicesIn(
  ctx: Context,
  { advices, unread }: Read,
): Promise<api.RemittanceReportJson> {
  const taken: api.TakenAdviceJson[] = [];
  for (const one of advices) {
    // oxlint-disable-next-line no-await-in-loop -- each finds what the one before has settled
    taken.push(await takenJson(ctx, await takeAdviceIn(ctx, one), one.advice));
  }
  const [first, ...others] = taken;
  assert(first !== undefined, 'an advice in what was read');
  return {
    ...first,
    others,
    unread: unread.map(({ name, refusal: { what, advice } }) => ({ name, what, advice })),
  };
}

async function takenJson(
  ctx: Context,
  { id, alreadyHere }: TakenAdvice,
  { problems }: RemittanceAdvice,
): Promise<api.TakenAdviceJson> {
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
