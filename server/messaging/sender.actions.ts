import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import {
  isVerified,
  MAIL_PASSWORD,
  mayTypeCode,
  SENDER,
  SENDER_VERIFICATION,
  senderKey,
  SENDING_STOP,
  type Sender,
  type SenderRefusal,
} from '@goodterms/core/messaging/sender.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { Seal } from '../platform/seal.ts';
import { changeSetting } from '../settings/setting.actions.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { insertVerification } from './message.store.ts';

/** What the password of a mail server is sealed for. */
export function passwordAbout(tenantId: TenantId): string {
  return `messaging.mail_password of ${tenantId}`;
}

/** Changes the sender; without a password the one we have stays. */
export async function changeSender(
  ctx: Context,
  { sender, password }: { readonly sender: Sender; readonly password?: string | undefined },
  seal: Seal,
): Promise<Outcome<Sender, SenderRefusal>> {
  const changed = await changeSetting(ctx, SENDER, sender);
  if (!changed.accepted) return changed;
  if (password !== undefined) {
    const sealed = password === '' ? '' : seal.seal(password, passwordAbout(ctx.tenantId));
    await changeSetting(ctx, MAIL_PASSWORD, { sealed });
  }
  return accept(changed.value.value);
}

/** Read aloud or typed from a telephone: no letters that look like figures. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;

/** Mails a code to the sender's own address, through the outbox like everything else. */
export async function askSenderVerification(
  ctx: Context,
): Promise<Outcome<undefined, 'address_must_be_valid'>> {
  const { value: sender } = await readSetting(ctx, SENDER);
  if (SENDER.broken(sender) !== undefined) return refuse('address_must_be_valid');

  const code = Array.from({ length: CODE_LENGTH }, () =>
    CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length)),
  ).join('');
  const { value: before } = await readSetting(ctx, SENDER_VERIFICATION);
  await changeSetting(ctx, SENDER_VERIFICATION, {
    sender: senderKey(sender),
    codeHash: hashOf(code),
    askedAt: ctx.now.toISOString(),
    verifiedAt: isVerified(sender, before) ? before.verifiedAt : '',
  });
  const journalId = await record(ctx, { fact: 'messaging.sender_code_asked', data: {} });
  await insertVerification(ctx, { address: sender.address, code }, journalId);
  return accept(undefined);
}

/** The code comes back from the mailbox, so mail can be sent and the sender is ours. */
export async function verifySender(
  ctx: Context,
  code: string,
): Promise<Outcome<undefined, 'code_must_fit'>> {
  const { value: sender } = await readSetting(ctx, SENDER);
  const { value: asked } = await readSetting(ctx, SENDER_VERIFICATION);
  const fits = mayTypeCode(sender, asked, ctx.now) && isSame(hashOf(code), asked.codeHash);
  if (!fits) return refuse('code_must_fit');
  const verifiedAt = ctx.now.toISOString();
  await changeSetting(ctx, SENDER_VERIFICATION, { ...asked, codeHash: '', verifiedAt });
  await record(ctx, { fact: 'messaging.sender_verified', data: {} });
  return accept(undefined);
}

/** The red switch: asked again before the first byte of every message. */
export async function stopSending(ctx: Context, reason: string): Promise<void> {
  await changeSetting(ctx, SENDING_STOP, { stopped: true, by: ctx.actor.id, reason });
  await record(ctx, { fact: 'messaging.sending_stopped', data: {} });
}

export async function resumeSending(ctx: Context): Promise<void> {
  await changeSetting(ctx, SENDING_STOP, { stopped: false, by: ctx.actor.id, reason: '' });
  await record(ctx, { fact: 'messaging.sending_resumed', data: {} });
}

function hashOf(code: string): string {
  return createHash('sha256').update(code.trim().toUpperCase()).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
