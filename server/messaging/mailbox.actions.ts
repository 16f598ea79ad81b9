import type { Context } from '../platform/context.ts';
import type { Mail } from '../platform/mail.ts';
import { insertMail } from './mailbox.store.ts';

/** Where every mail of the demo ends. Not a fact: the message itself records that it was accepted. */
export async function putIntoMailbox(ctx: Context, mail: Mail): Promise<void> {
  await insertMail(ctx, mail);
}
