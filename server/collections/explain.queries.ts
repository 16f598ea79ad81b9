import type { ExplanationJson, GatedItemJson } from '@goodterms/api/collections/customer-page.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { isOverdue, type ItemAnswer } from '@goodterms/core/collections/chaseable-remainder.ts';
import { askContactGate } from '@goodterms/core/collections/contact-gate.ts';
import type { ItemInPicture } from '@goodterms/core/collections/contact-picture.ts';
import { decide } from '@goodterms/core/collections/dunning.ts';
import {
  checkSentence,
  exclusionSentence,
  reasonSentence,
} from '@goodterms/core/collections/reason-sentence.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { daysBetween, type Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import { customersById } from '../customers/customer.queries.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import { wallTime } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { picturesOf } from './customer-picture.queries.ts';
import { readSituation } from './situation.queries.ts';

/**
 * What may be said to a customer now and why: the same picture, gate and rule as in the morning and
 * at the send instant, with every check and every part of every item in words.
 */
export async function explainCustomer(
  ctx: Context,
  customerId: CustomerId,
): Promise<ExplanationJson | undefined> {
  const customer = (await customersById(ctx, [customerId])).get(customerId);
  return customer && explainKnown(ctx, customer);
}

/** The same of a customer whose name is known already. */
export async function explainKnown(
  ctx: Context,
  customer: { readonly id: CustomerId; readonly name: string },
): Promise<ExplanationJson> {
  const customerId = customer.id;
  const settings = await readCollectionSettings(ctx);
  const situation = await readSituation(ctx, settings);
  const wanted = { timeZone: settings.timeZone, evenIfNothingIsOverdue: true };
  for await (const batch of picturesOf(ctx, [customerId], wanted)) {
    for (const { picture, traits } of batch) {
      const { minutes } = wallTime(ctx.now, traits.timeZone ?? settings.timeZone);
      const gate = askContactGate(picture, situation, settings, { day: picture.today, minutes });
      const decision = decide(picture, situation, settings);
      const books = await openItemsById(
        ctx,
        picture.items.map((item) => item.id),
      );
      const level = decision.step?.level;
      return {
        customerId,
        customerName: customer.name,
        on: picture.today,
        mayContact: gate.mayContact,
        action: decision.action,
        sentence: reasonSentence({ ...decision, level }),
        level: level ?? null,
        nextOn: decision.facts.nextOn ?? null,
        chaseable: gate.chaseable.map(toMoneyJson),
        overdue: gate.overdue.map(toMoneyJson),
        open: openByCurrency(picture.items).map(toMoneyJson),
        credits: picture.unallocated.map(toMoneyJson),
        items: gate.items.map((item) => itemJson(item, books, picture.today)),
        checks: gate.checks.map((check) => ({
          check: check.check,
          passed: check.passed,
          sentence: checkSentence(check, picture.today),
        })),
      };
    }
  }
  assert(false, 'a picture of a customer who exists');
}

function itemJson(
  { id, item, open, askable, exclusions }: ItemAnswer,
  books: ReadonlyMap<OpenItemId, OpenItem>,
  today: Day,
): GatedItemJson {
  const booked = books.get(id);
  assert(booked !== undefined, 'the books of an item in the picture');
  return {
    id,
    reference: booked.reference,
    kind: booked.kind,
    issuedOn: booked.issuedOn,
    dueOn: item.dueOn,
    daysOverdue: isOverdue(item, today) ? daysBetween(item.dueOn, today) : 0,
    amount: toMoneyJson(booked.amount),
    open: toMoneyJson(open),
    askable: toMoneyJson(money(askable, open.currency)),
    lastLevel: item.level === 0 ? null : item.level,
    lastLevelOn: item.levelOn ?? null,
    exclusions: exclusions.map(({ reason, amount, on }) => {
      const excluded = money(amount, open.currency);
      return {
        reason,
        amount: toMoneyJson(excluded),
        sentence: exclusionSentence({ reason, amount: excluded, on }, today),
      };
    }),
  };
}

function openByCurrency(items: readonly ItemInPicture[]): Money[] {
  const totals = new Map<Currency, bigint>();
  for (const { open } of items)
    totals.set(open.currency, (totals.get(open.currency) ?? 0n) + open.minor);
  return [...totals].map(([currency, minor]) => money(minor, currency));
}
