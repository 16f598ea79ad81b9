import { parseArgs } from 'node:util';
import type { ShortPaymentJson } from '@goodterms/api/cash/short-payments.ts';
import { refusalSentence } from '@goodterms/api/refusals.ts';
import { SHORT_PAYMENT_ANSWERS } from '@goodterms/core/cash/short-payment.ts';
import { SHORT_PAYMENT_RULES } from '@goodterms/core/cash/short-payment-rules.ts';
import { DISPUTE_REASONS, type DisputeReason } from '@goodterms/core/disputes/dispute.ts';
import type { ShortPaymentId } from '@goodterms/core/kernel/id.ts';
import {
  answerShortPayment,
  takeBackAnswer,
} from '@goodterms/server/cash/short-payment.actions.ts';
import { listShortPayments } from '@goodterms/server/cash/short-payment.queries.ts';
import { shortPaymentJson } from '@goodterms/server/cash/short-payment.routes.ts';
import { visit, type Context } from '@goodterms/server/platform/context.ts';
import { readSetting } from '@goodterms/server/settings/setting.queries.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms short-payments [--json]
       goodterms short-payments answer NUMBER ${SHORT_PAYMENT_ANSWERS.join('|')}
                                [--reason REASON] [--said WORDS]
       goodterms short-payments undo NUMBER
                                [--data DIR] [--company NAME]

Payments that left a part open, until somebody has said why; nobody asks for that part meanwhile.
A deduction and a dispute need a reason: ${Object.keys(DISPUTE_REASONS).join(', ')}.
`;

/** Who runs commands here holds the machine, and so the rights of an owner. */
const ROLE = 'owner';
const AT_MOST = 1000;

export async function shortPayments(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const { values, deed } = asked;
  return inCompany(io, values, (house, { tenantId, timeZone }) => {
    const actor = { kind: 'command', id: 'short-payments' } as const;
    return visit(house, { tenantId, timeZone, actor }, async (ctx) => {
      if (deed === undefined) return list(ctx, io, values.json);
      const done =
        deed.verb === 'undo'
          ? await takeBackAnswer(ctx, deed.id)
          : await answerShortPayment(ctx, deed.id, deed, ROLE);
      if (done.accepted) return DONE;
      io.err(`${refusalSentence(done.reason, done.detail)}\n`);
      return REFUSED;
    });
  });
}

async function list(ctx: Context, io: CommandIo, asJson: boolean): Promise<number> {
  const { rows } = await listShortPayments(ctx, { state: 'waiting', limit: AT_MOST });
  const { value: rules } = await readSetting(ctx, SHORT_PAYMENT_RULES);
  const waiting = rows.map((row) => shortPaymentJson(row, rules, ROLE));
  if (asJson) io.out(`${JSON.stringify({ waiting }, null, 2)}\n`);
  else if (waiting.length === 0) io.out('No payment left a part open without a reason.\n');
  else for (const short of waiting) io.out(inWords(short));
  return DONE;
}

function inWords({ id, customer, item, paid, open, bookedOn, sentence }: ShortPaymentJson): string {
  return (
    `${id}  ${customer.name}: ${open.amount} ${open.currency} of ${item.reference} is missing. ` +
    `${paid.amount} ${paid.currency} came on ${bookedOn}. ${sentence}\n`
  );
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...HOUSE_OPTIONS,
        reason: { type: 'string' },
        said: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
      },
    });
    const [verb, number = '', word] = positionals;
    if (verb === undefined) return { values, deed: undefined };
    const id = /^\d{1,18}$/.test(number) ? (number as ShortPaymentId) : undefined;
    const answer = SHORT_PAYMENT_ANSWERS.find((one) => one === word);
    const { reason, said } = values;
    if (id === undefined || (reason !== undefined && !Object.hasOwn(DISPUTE_REASONS, reason)))
      return undefined;
    if (verb === 'undo') return { values, deed: { verb, id } as const };
    if (verb !== 'answer' || answer === undefined) return undefined;
    const why = reason as DisputeReason | undefined;
    return { values, deed: { verb, id, answer, reason: why, said } as const };
  } catch {
    return undefined;
  }
}
