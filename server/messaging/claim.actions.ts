import { createHash, randomUUID } from 'node:crypto';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type { AttemptId, CustomerId, MessageId } from '@goodterms/core/kernel/id.ts';
import { headerText } from '@goodterms/core/messaging/header-text.ts';
import { addressKey, domainOf, parseMailAddress } from '@goodterms/core/customers/mail-address.ts';
import type { GateAnswer } from '@goodterms/core/messaging/message.ts';
import type { WrittenMessage } from '@goodterms/core/messaging/message-check.ts';
import {
  addressesOf,
  DEMO_SENDER,
  SENDER,
  type Addresses,
} from '@goodterms/core/messaging/sender.ts';
import type { Company } from '@goodterms/core/settings/company.ts';
import type { Context } from '../platform/context.ts';
import { record, recordAll } from '../platform/journal.ts';
import type { Mail } from '../platform/mail.ts';
import {
  dueMessages,
  endOverdue,
  endWithoutSending,
  insertClaim,
  isOnlyClaimer,
  isToCustomer,
  lockWaiting,
  putOff,
  quarantineOlderEpochs,
  type DueMessage,
} from './claim.store.ts';
import { openDesk, writeLetter, type Desk } from './letter.queries.ts';
import type { OutgoingRules } from './message.actions.ts';
import { readSending, sentThisHour, type Sending } from './sending.queries.ts';

/** A message that is ours to hand over now. */
export type Claim = {
  readonly messageId: MessageId;
  readonly attemptId: AttemptId;
  readonly customerId: CustomerId | undefined;
  readonly mail: Mail;
};

export type Claimed = {
  readonly claims: readonly Claim[];
  /** Nothing more is due, or nothing may leave: there is no use in asking again now. */
  readonly isDone: boolean;
};

const DONE: Claimed = { claims: [], isDone: true };

/**
 * Takes up to `limit` due messages for sending, in one transaction: asks the gate, which locks the
 * items; writes the letter with the amounts of that instant; keeps the proof. What the gate holds
 * back ends here.
 */
export async function claimDue(
  ctx: Context,
  rules: OutgoingRules,
  limit: number,
): Promise<Claimed> {
  if (!(await isOnlyClaimer(ctx))) return DONE;
  const sending = await readSending(ctx);
  const isVerifying = sending.because === 'sender_not_verified';
  if (sending.because !== undefined && !isVerifying) return DONE;

  const room = sending.sender.maxPerHour - (await sentThisHour(ctx));
  const purposes = isVerifying
    ? ['verification']
    : ['verification', 'confirmation', 'note', 'reminder'];
  const due = await dueMessages(ctx, Math.min(limit, Math.max(room, 0)), purposes);
  if (due.length === 0) return DONE;

  const answers = await rules.mayGo(ctx, due.filter(isToCustomer));
  const stillWaiting = await lockWaiting(
    ctx,
    due.map((message) => message.id),
  );
  const desk = await openDesk(ctx);
  const claims: Claim[] = [];
  for (const message of due.filter(({ id }) => stillWaiting.has(id))) {
    const answer = isToCustomer(message) ? answers.get(message.id) : TO_OURSELVES;
    assert(answer !== undefined, 'an answer of the gate for every message');
    const claim = await claimOne(ctx, sending, desk, message, answer);
    if (claim) claims.push(claim);
  }
  return { claims, isDone: false };
}

/** The gate is about customers; a code to our own address passes none. */
const TO_OURSELVES: GateAnswer = { go: true, items: [], proof: {} };

async function claimOne(
  ctx: Context,
  sending: Sending,
  desk: Desk,
  message: DueMessage,
  answer: GateAnswer,
): Promise<Claim | undefined> {
  if (!answer.go) return heldBack(ctx, message, answer);
  if (message.purpose === 'reminder')
    assert(answer.items.length > 0, 'a reminder names at least one item');

  const addresses = addressesOf(sending.sender, message.address ?? '');
  if (!addresses) return ends(ctx, message, answer, 'failed', 'address_must_be_valid');
  const written = writeLetter(desk, message, answer.items, ctx.today);
  if ('because' in written)
    return ends(ctx, message, answer, 'failed', written.because, written.detail);

  const mail = envelope(sending, desk.company, message, written, addresses);
  const attemptId = await insertClaim(ctx, {
    messageId: message.id,
    headerId: mail.headerId,
    recipient: addresses.recipient,
    recipientHash: createHash('sha256').update(addressKey(addresses.recipient)).digest(),
    letter: written,
    items: answer.items,
    proof: addresses.isTest ? { ...answer.proof, testMode: true } : answer.proof,
  });
  if (attemptId === undefined) return ends(ctx, message, answer, 'withdrawn', 'already_sent');
  return { messageId: message.id, attemptId, customerId: message.customerId, mail };
}

const TEST_MARK = '[Test] ';

function envelope(
  { sender, isDemo }: Sending,
  company: Company,
  message: DueMessage,
  letter: WrittenMessage,
  { recipient, isTest }: Addresses,
): Mail {
  const isSet = SENDER.broken(sender) === undefined;
  const address = parseMailAddress(isSet ? sender.address : isDemo ? DEMO_SENDER : '');
  assert(address !== undefined, 'a sender before anything is sent');
  return {
    headerId: message.headerId ?? `${randomUUID()}@${domainOf(address)}`,
    from: { name: headerText(sender.name === '' ? company.name : sender.name), address },
    replyTo: sender.replyTo === '' ? undefined : sender.replyTo,
    to: { name: isTest ? '' : headerText(message.contactName ?? ''), address: recipient },
    subject: isTest ? `${TEST_MARK}${letter.subject}` : letter.subject,
    text: letter.bodyText,
    html: letter.bodyHtml,
  };
}

const SOON_MS = 60_000;
const FAILED = { fact: 'messaging.message_failed' } as const;
const WITHDRAWN = { fact: 'messaging.message_withdrawn' } as const;

async function heldBack(
  ctx: Context,
  message: DueMessage,
  answer: GateAnswer & { readonly go: false },
): Promise<undefined> {
  if (!answer.askAgainAt) return ends(ctx, message, answer, 'withdrawn', answer.because);
  const earliest = ctx.now.getTime() + SOON_MS;
  const until = new Date(Math.max(answer.askAgainAt.getTime(), earliest));
  await putOff(ctx, message.id, until, answer.because);
  return undefined;
}

async function ends(
  ctx: Context,
  message: DueMessage,
  answer: GateAnswer,
  state: 'withdrawn' | 'failed',
  because: string,
  detail?: string,
): Promise<undefined> {
  await endWithoutSending(ctx, message.id, { state, because, detail, proof: answer.proof });
  await record(ctx, {
    ...(state === 'failed' ? FAILED : WITHDRAWN),
    customerId: message.customerId,
    data: { messageId: message.id, because },
  });
  return undefined;
}

/** Before anything is taken: what is past its deadline ends, what a restore brought back is set aside. */
export async function setAside(ctx: Context): Promise<void> {
  const { epoch } = await readSending(ctx);
  const quarantined = await quarantineOlderEpochs(ctx, epoch);
  if (quarantined.length > 0)
    await record(ctx, {
      fact: 'messaging.messages_quarantined',
      data: { count: quarantined.length, epoch },
    });
  const overdue = await endOverdue(ctx);
  await recordAll(
    ctx,
    overdue.map(({ id, customerId, wasTried }) => ({
      ...(wasTried ? FAILED : WITHDRAWN),
      customerId,
      data: {
        messageId: id,
        because: wasTried ? 'could_not_be_delivered' : 'deadline_passed',
      },
    })),
  );
}
