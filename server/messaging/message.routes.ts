import * as api from '@goodterms/api/messaging/messages.ts';
import { accept, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { MessageId } from '@goodterms/core/kernel/id.ts';
import { provenChecks } from '@goodterms/core/messaging/gate-proof.ts';
import { messageSentence } from '@goodterms/core/messaging/message-sentence.ts';
import type { Context } from '../platform/context.ts';
import { answer, NOT_FOUND } from '../platform/door.ts';
import { mailInMailbox, mailsInMailbox, type MailInBox } from './mailbox.queries.ts';
import {
  attemptsOf,
  countBoxes,
  messageOnPage,
  messagesInBox,
  writtenLetter,
  type AttemptOnPage,
  type MessageOnPage,
} from './message-page.queries.ts';
import type { OutgoingRules } from './message.actions.ts';
import { previewMessage, type Preview } from './preview.actions.ts';
import {
  releaseMessage,
  resolveMessage,
  tryMessageAgain,
  withdrawByPerson,
} from './resolution.actions.ts';

const PAGE_SIZE = 50;

export function messageRoutes(rules: OutgoingRules) {
  return [
    answer(api.listMessages, async (ctx, { query }) => {
      const { box = 'outgoing', search, cursor, limit = PAGE_SIZE } = query;
      const before = readCursor(cursor);
      const found = await messagesInBox(ctx, { box, search, before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const { outgoing, sent, withdrawn, to_resolve: toResolve } = await countBoxes(ctx);
      return accept({
        rows: page.map(rowJson),
        counts: { outgoing, sent, withdrawn, toResolve },
        nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      });
    }),
    answer(api.readMessage, async (ctx, { params }) => {
      const message = await messageOnPage(ctx, params.messageId);
      return message ? accept(await wholeMessage(ctx, rules, message)) : NOT_FOUND;
    }),
    answer(api.withdrawMessage, async (ctx, { params, body }) =>
      onMessage(ctx, params.messageId, () => withdrawByPerson(ctx, params.messageId, body.reason)),
    ),
    answer(api.resolveMessage, async (ctx, { params, body }) =>
      onMessage(ctx, params.messageId, () => resolveMessage(ctx, rules, params.messageId, body)),
    ),
    answer(api.releaseMessage, async (ctx, { params }) =>
      onMessage(ctx, params.messageId, () => releaseMessage(ctx, params.messageId)),
    ),
    answer(api.tryMessageAgain, async (ctx, { params }) =>
      onMessage(ctx, params.messageId, () => tryMessageAgain(ctx, params.messageId)),
    ),
    answer(api.listMailbox, async (ctx, { query }) => {
      const { cursor, limit = PAGE_SIZE } = query;
      const found = await mailsInMailbox(ctx, { before: readCursor(cursor), limit: limit + 1 });
      const page = found.slice(0, limit);
      return accept({
        rows: page.map(mailJson),
        nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      });
    }),
    answer(api.readMail, async (ctx, { params }) => {
      const mail = await mailInMailbox(ctx, params.mailId);
      return mail ? accept({ ...mail, ...mailJson(mail) }) : NOT_FOUND;
    }),
  ];
}

const DONE = accept({ done: true } as const);

/** A message of another company is not here, which is another answer than a refusal. */
async function onMessage<Reason extends string>(
  ctx: Context,
  id: MessageId,
  work: () => Promise<Outcome<undefined, Reason>>,
): Promise<Outcome<{ done: true }, Reason | 'not_found'>> {
  if (!(await messageOnPage(ctx, id))) return NOT_FOUND;
  const outcome = await work();
  return outcome.accepted ? DONE : outcome;
}

async function wholeMessage(ctx: Context, rules: OutgoingRules, message: MessageOnPage) {
  const attempts = await attemptsOf(ctx, message.id);
  const preview =
    message.state === 'waiting' ? await previewMessage(ctx, rules, message.id) : undefined;
  const written = await writtenLetter(ctx, message.id);
  const unwritten = preview?.letter && 'because' in preview.letter ? [preview.letter.detail] : [];
  const letter = (preview ? readable(preview) : written) ?? NO_LETTER;
  return {
    ...rowJson(message),
    subject: letter.subject,
    bodyText: letter.bodyText,
    bodyHtml: letter.bodyHtml,
    findings: unwritten,
    gateNow: preview
      ? {
          go: preview.answer.go,
          because: preview.answer.go ? null : preview.answer.because,
          checks: provenChecks(preview.answer.proof),
        }
      : null,
    attempts: attempts.map(attemptJson),
  };
}

const NO_LETTER = { subject: '', bodyText: '', bodyHtml: '' };

function readable({ letter }: Preview) {
  return letter && 'subject' in letter ? letter : undefined;
}

function rowJson(message: MessageOnPage) {
  const { because, attempts, availableAt, ...row } = message;
  const waits = row.state === 'waiting';
  return {
    ...row,
    customerId: row.customerId ?? '',
    customerName: row.customerName ?? '',
    sentence: messageSentence(row.state, because ?? undefined, attempts),
    amounts: row.amounts.map((amount) => ({ ...amount })),
    queuedAt: row.queuedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    leavesAt: waits ? availableAt.toISOString() : null,
    wasHeldUp: waits && because !== null && because !== 'given_back',
  };
}

function attemptJson({ startedAt, stage, outcome, code, detail, gate, items }: AttemptOnPage) {
  return {
    startedAt: startedAt.toISOString(),
    stage,
    outcome,
    detail: detail === null || detail === '' ? code : detail,
    checks: provenChecks(gate),
    items: items.map((item) => ({ ...item })),
  };
}

function mailJson({ id, sender, recipient, subject, receivedAt }: MailInBox) {
  return { id, sender, recipient, subject, receivedAt: receivedAt.toISOString() };
}

/** Anything that is not a cursor of ours is the first page. */
function readCursor(cursor: string | undefined): string | undefined {
  return cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : undefined;
}
