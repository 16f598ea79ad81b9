import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { toMoneyJson, type MoneyJson } from '@goodterms/api/fields.ts';
import { judge } from '@goodterms/core/collections/promise-to-pay.ts';
import { sayOrdinal } from '@goodterms/core/collections/spoken.ts';
import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import { toDay, type Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import { wallTime } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { customerPageParts, type CustomerPageParts } from './customer-page-parts.queries.ts';
import { explainKnown } from './explain.queries.ts';

/** Everything about one customer, with what may be said to them now. */
export async function readCustomerPage(
  ctx: Context,
  customerId: CustomerId,
): Promise<CustomerPageJson | undefined> {
  const parts = await customerPageParts(ctx, customerId);
  const explanation = parts && (await explainKnown(ctx, { id: customerId, name: parts.name }));
  if (!parts || !explanation) return undefined;
  const settings = await readCollectionSettings(ctx);
  const { currency, creditLimit, waitingMessage, lastWords, ...shown } = parts;
  const timeZone = parts.timeZone ?? settings.timeZone;
  return {
    ...shown,
    id: customerId,
    timeZone,
    localTime: timeOfDay(wallTime(ctx.now, timeZone).minutes),
    creditLimit: creditLimit === null ? null : amount(creditLimit, currency),
    subsidiaries: [...parts.subsidiaries],
    contacts: parts.contacts.map((contact) => ({
      ...contact,
      closedWeekdays: [...contact.closedWeekdays],
    })),
    explanation,
    promises: parts.promises.map((promise) =>
      promiseJson(promise, settings, toDay(explanation.on)),
    ),
    disputes: parts.disputes.map(({ amount: part, currency: of, closedAt, ...dispute }) => ({
      ...dispute,
      amount: part === null ? null : amount(part, of),
      closedAt: closedAt === null ? null : moment(closedAt),
    })),
    holds: parts.holds.map((hold) => ({
      ...hold,
      liftedAt: hold.liftedAt === null ? null : moment(hold.liftedAt),
    })),
    credits: parts.credits.map(({ currency: of, ...credit }) => ({
      ...credit,
      amount: amount(credit.amount, of),
      unallocated: amount(credit.unallocated, of),
    })),
    paymentDots: parts.paymentDots.map(({ currency: of, ...dot }) => ({
      ...dot,
      amount: amount(dot.amount, of),
    })),
    waitingMessage: waitingMessage && {
      ...waitingMessage,
      sentence:
        waitingMessage.level === null
          ? 'A reminder waits to be sent.'
          : `The ${sayOrdinal(waitingMessage.level)} reminder waits to be sent.`,
    },
    lastWords: lastWords && { ...lastWords, at: moment(lastWords.at) },
  };
}

function promiseJson(
  {
    currency,
    amount: promised,
    paid,
    isCancelled,
    ...promise
  }: CustomerPageParts['promises'][number],
  { promises: rules, calendar }: CollectionSettings,
  today: Day,
): CustomerPageJson['promises'][number] {
  const word = {
    ...promise,
    amount: money(BigInt(promised), currency),
    paid: money(BigInt(paid), currency),
    isCancelled,
    items: [],
  };
  return {
    ...promise,
    references: [...promise.references],
    amount: toMoneyJson(word.amount),
    state: judge(word, rules, calendar, today),
  };
}

function amount(minor: string, currency: Currency): MoneyJson {
  return toMoneyJson(money(BigInt(minor), currency));
}

/** PostgreSQL writes its own offset into JSON; the agreement says UTC. */
function moment(text: string): string {
  return new Date(text).toISOString();
}

function timeOfDay(minutes: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
