import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import { askContactGate, type CheckName } from '@goodterms/core/collections/contact-gate.ts';
import type { LocalMoment, Situation } from '@goodterms/core/collections/contact-picture.ts';
import { nextContactTime } from '@goodterms/core/collections/contact-time.ts';
import { climbsTo, decideWith, type Decision } from '@goodterms/core/collections/dunning.ts';
import { checkSentence } from '@goodterms/core/collections/reason-sentence.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { parseDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, MessageId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, moneyText } from '@goodterms/core/kernel/money.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import type {
  GateAnswer,
  ItemToName,
  MessageThatLeft,
  MessageToSend,
} from '@goodterms/core/messaging/message.ts';
import { lockOpenItemsOf } from '../ledger/item-lock.queries.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import type { OutgoingRules } from '../messaging/message.actions.ts';
import { momentAt, wallTime } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { picturesOf, type PictureWithPast } from './customer-picture.queries.ts';
import { lowerLevels, namedItems, raiseLevels, type Climb } from './dunning-level.store.ts';
import { readSituation } from './situation.queries.ts';

/** What this room answers about a message on its way out: the gate, asked a second time. */
export const OUTGOING_RULES: OutgoingRules = { mayGo, hasLeft, neverLeft };

/**
 * Holds the items still, reads everything afresh and decides again. A reminder goes only when the
 * decision of this instant is the same step about the same case to the same person.
 */
async function mayGo(
  ctx: Context,
  messages: readonly MessageToSend[],
): Promise<ReadonlyMap<MessageId, GateAnswer>> {
  const customerIds = [...new Set(messages.map((message) => message.customerId))];
  await lockOpenItemsOf(ctx, customerIds);
  const settings = await readCollectionSettings(ctx);
  const situation = await readSituation(ctx, settings);
  const pictures = new Map<CustomerId, PictureWithPast>();
  const wanted = { timeZone: settings.timeZone, evenIfNothingIsOverdue: true };
  for await (const batch of picturesOf(ctx, customerIds, wanted))
    for (const one of batch) pictures.set(one.picture.customerId, one);

  const judged = messages.map((message) => {
    const seen = pictures.get(message.customerId);
    assert(seen !== undefined, 'a picture of every customer named');
    return judge(ctx, message, seen, situation, settings);
  });
  const named = await openItemsById(
    ctx,
    judged.flatMap((one) => (mayStillGo(one) ? one.decision.items.map((item) => item.id) : [])),
  );
  return new Map(judged.map((one) => [one.message.id, answerOf(one, named)]));
}

type Judged = {
  readonly message: MessageToSend;
  readonly decision: Decision;
  readonly proof: Readonly<Record<string, unknown>>;
  readonly stop: { readonly because: string; readonly askAgainAt: Date | undefined } | undefined;
};

function judge(
  ctx: Context,
  message: MessageToSend,
  { picture, traits }: PictureWithPast,
  situation: Situation,
  settings: CollectionSettings,
): Judged {
  const zone = traits.timeZone ?? settings.timeZone;
  const moment = localMoment(ctx.now, zone);
  const gate = askContactGate(picture, situation, settings, moment);
  const decision = decideWith(gate, picture, settings);
  const proof = {
    bankDataOn: situation.bankDataOn ?? null,
    ledgerReadOn: situation.ledgerReadOn ?? null,
    today: picture.today,
    localTime: `${moment.day} ${Math.floor(moment.minutes / 60)}:${String(moment.minutes % 60).padStart(2, '0')} ${zone}`,
    chaseable: decision.chaseable.map((amount) => `${moneyText(amount)} ${amount.currency}`),
    checks: gate.checks.map((check) => ({
      check: check.check,
      passed: check.passed,
      sentence: checkSentence(check, picture.today),
    })),
    exclusions: decision.exclusions.map((part) => ({
      openItemId: part.id,
      reason: part.reason,
      amount: moneyText(money(part.amount, part.currency)),
      on: part.on ?? null,
    })),
  };
  const failed = gate.checks.filter(
    ({ check, passed }) => !passed && (message.purpose === 'reminder' || !ABOUT_ASKING.has(check)),
  );
  const wait = failed.length > 0 && failed.every(({ check }) => PASSING.has(check));
  if (failed[0]) {
    const because = message.purpose === 'reminder' ? decision.because : failed[0].check;
    const later = () => nextTry(ctx, failed[0]?.check, picture, settings, moment, zone);
    return { message, decision, proof, stop: { because, askAgainAt: wait ? later() : undefined } };
  }
  const isSame =
    message.purpose !== 'reminder' ||
    (decision.step?.level === message.level &&
      decision.caseItemId === message.caseItemId &&
      picture.contact?.id === message.contactId);
  const stop = isSame ? undefined : { because: otherwise(decision), askAgainAt: undefined };
  return { message, decision, proof, stop };
}

/** What restrains us from asking for money does not forbid a word that asks for none. */
const ABOUT_ASKING: ReadonlySet<CheckName> = new Set<CheckName>([
  'nothing_overdue',
  'insolvent',
  'dunning_hold',
  'net_credit_balance',
  'nothing_askable',
  'personal',
  'message_to_resolve',
  'bank_data_too_old',
  'ledger_too_old',
  'already_contacted',
]);

/** What passes by itself: the message waits for it. Anything else takes the message back. */
const PASSING: ReadonlySet<CheckName> = new Set<CheckName>([
  'bank_data_too_old',
  'ledger_too_old',
  'sending_stopped',
  'outside_business_day',
  'outside_hours',
]);

const LOOK_AGAIN_MS = 15 * 60_000;

function nextTry(
  ctx: Context,
  check: CheckName | undefined,
  picture: PictureWithPast['picture'],
  settings: CollectionSettings,
  moment: LocalMoment,
  zone: string,
): Date {
  if (check !== 'outside_hours' && check !== 'outside_business_day')
    return new Date(ctx.now.getTime() + LOOK_AGAIN_MS);
  const there = nextContactTime(picture, settings, moment);
  return momentAt(there.day, there.minutes, zone);
}

/** A reminder is due still, and another one than was planned. */
function otherwise(decision: Decision): string {
  return decision.action === 'remind' ? 'replaced' : decision.because;
}

function mayStillGo({ stop }: Judged): boolean {
  return stop === undefined || stop.askAgainAt !== undefined;
}

function answerOf(judged: Judged, named: ReadonlyMap<OpenItemId, OpenItem>): GateAnswer {
  const { stop, proof } = judged;
  const items = mayStillGo(judged) ? itemsToName(judged, named) : undefined;
  return stop
    ? { go: false, because: stop.because, askAgainAt: stop.askAgainAt, items, proof }
    : { go: true, items: items ?? [], proof };
}

function itemsToName(
  { message, decision }: Judged,
  named: ReadonlyMap<OpenItemId, OpenItem>,
): ItemToName[] {
  if (message.purpose !== 'reminder') return [];
  return decision.items.map(({ id, amount }): ItemToName => {
    const item = named.get(id);
    assert(item !== undefined && amount <= item.openAmount.minor, 'an item that is open');
    return {
      openItemId: id,
      reference: item.reference,
      issuedOn: item.issuedOn,
      dueOn: item.dueOn,
      open: item.openAmount,
      asked: money(amount, item.openAmount.currency),
    };
  });
}

function localMoment(now: Date, zone: string): LocalMoment {
  const shown = wallTime(now, zone);
  const day = parseDay(shown.day);
  assert(day !== undefined, `a day in ${zone}`);
  return { day, minutes: shown.minutes };
}

/** Each item that the letter named climbs the step it was ready for, and the case climbs with it. */
async function hasLeft(ctx: Context, messages: readonly MessageThatLeft[]): Promise<void> {
  const reminders = messages.filter(({ purpose }) => purpose === 'reminder');
  const { strategy } = await readCollectionSettings(ctx);
  for (const message of reminders) {
    const named = await namedItems(ctx, message.openItemIds);
    const climbs = named.flatMap((item): Climb[] => {
      const isCase = item.id === message.caseItemId;
      const level = isCase ? message.level : climbsTo(item, strategy, message.leftOn);
      if (level === undefined || item.messageId === message.id) return [];
      return [
        {
          openItemId: item.id,
          customerId: item.customerId,
          level,
          reachedOn: message.leftOn,
          messageId: message.id,
          previousOn: item.levelOn,
          previousMessageId: item.messageId,
        },
      ];
    });
    await raiseLevels(ctx, climbs);
  }
}

async function neverLeft(ctx: Context, messages: readonly MessageThatLeft[]): Promise<void> {
  await lowerLevels(
    ctx,
    messages.map((message) => message.id),
  );
}
