import * as api from '@goodterms/api/messaging/sender.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { isVerified, WHY_NOT_SENDING } from '@goodterms/core/messaging/sender.ts';
import { messageSentence } from '@goodterms/core/messaging/message-sentence.ts';
import type { Context } from '../platform/context.ts';
import { answer } from '../platform/door.ts';
import type { Seal } from '../platform/seal.ts';
import {
  askSenderVerification,
  changeSender,
  resumeSending,
  stopSending,
  verifySender,
} from './sender.actions.ts';
import { lastVerification, readSending, sentThisHour } from './sending.queries.ts';

const DONE = accept({ done: true } as const);

export function senderRoutes(seal: Seal) {
  return [
    answer(api.readSender, async (ctx) => accept(await senderJson(ctx))),
    answer(api.changeSender, async (ctx, { body }) => {
      const changed = await changeSender(ctx, body, seal);
      return changed.accepted ? accept(await senderJson(ctx)) : changed;
    }),
    answer(api.askSenderVerification, async (ctx) => {
      const asked = await askSenderVerification(ctx);
      return asked.accepted ? DONE : asked;
    }),
    answer(api.verifySender, async (ctx, { body }) => {
      const verified = await verifySender(ctx, body.code);
      return verified.accepted ? accept(await senderJson(ctx)) : verified;
    }),
    answer(api.stopSending, async (ctx, { body }) => {
      await stopSending(ctx, body.reason);
      return DONE;
    }),
    answer(api.resumeSending, async (ctx) => {
      await resumeSending(ctx);
      return DONE;
    }),
  ];
}

async function senderJson(ctx: Context) {
  const { sender, sealedPassword, verification, stop, isDemo, because } = await readSending(ctx);
  const code = await lastVerification(ctx);
  return {
    sender: { ...sender },
    hasPassword: sealedPassword !== '',
    verifiedAt: isVerified(sender, verification) ? verification.verifiedAt : null,
    isDemo,
    stopped: stop.stopped,
    stoppedBy: stop.stopped ? stop.by : null,
    sending: { on: because === undefined, because: because ? WHY_NOT_SENDING[because] : null },
    sentThisHour: await sentThisHour(ctx),
    verification: code && {
      askedAt: code.queuedAt.toISOString(),
      sentence: messageSentence(code.state, code.because ?? undefined, code.attempts),
    },
  };
}
