import type { MessageState } from '@goodterms/core/messaging/message.ts';
import {
  MAIL_PASSWORD,
  SENDER,
  SENDER_VERIFICATION,
  SENDING_STOP,
  whyNotSending,
  type Sender,
  type SenderVerification,
  type SendingStop,
  type WhyNotSending,
} from '@goodterms/core/messaging/sender.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';
import { readSetting } from '../settings/setting.queries.ts';

/** Whether and how mail leaves at this moment. */
export type Sending = {
  readonly isDemo: boolean;
  readonly epoch: number;
  readonly sender: Sender;
  readonly sealedPassword: string;
  readonly verification: SenderVerification;
  readonly stop: SendingStop;
  readonly because: WhyNotSending | undefined;
};

export async function readSending(ctx: Context): Promise<Sending> {
  const { isDemo, epoch } = await readInstallation(ctx);
  const { value: sender } = await readSetting(ctx, SENDER);
  const { value: password } = await readSetting(ctx, MAIL_PASSWORD);
  const { value: verification } = await readSetting(ctx, SENDER_VERIFICATION);
  const { value: stop } = await readSetting(ctx, SENDING_STOP);
  const because = whyNotSending({ sender, verification, stop }, isDemo);
  return {
    isDemo,
    epoch,
    sender,
    sealedPassword: password.sealed,
    verification,
    stop,
    because,
  };
}

export async function isStopped(ctx: Context): Promise<boolean> {
  return (await readSetting(ctx, SENDING_STOP)).value.stopped;
}

/** What was handed over, or is about to be, within the last hour of the database's clock. */
export async function sentThisHour(ctx: Context): Promise<number> {
  const row = await first<{ sent: number }>(
    ctx,
    sql`
    select count(*)::int as sent
      from message_attempt
     where tenant_id = ${ctx.tenantId}
       and started_at > clock_timestamp() - interval '1 hour'
       and (data_at is not null or outcome is null)`,
  );
  return row?.sent ?? 0;
}

/** A restore raises the epoch; a demo is made as one and stays one. */
async function readInstallation(ctx: Context): Promise<{ isDemo: boolean; epoch: number }> {
  const row = await first<{ isDemo: boolean; epoch: number }>(
    ctx,
    planKept(sql`select is_demo as "isDemo", epoch from installation`),
  );
  if (!row) throw new Error('Expected: an installation');
  return row;
}

export type CodeOnItsWay = {
  readonly state: MessageState;
  readonly because: string | null;
  readonly attempts: number;
  readonly queuedAt: Date;
};

/** The last code that was mailed to the sender's own address, and how far it came. */
export async function lastVerification(ctx: Context): Promise<CodeOnItsWay | null> {
  const row = await first<CodeOnItsWay>(
    ctx,
    sql`
    select state, state_reason as because, attempts, queued_at as "queuedAt"
      from message
     where tenant_id = ${ctx.tenantId} and purpose = 'verification'
     order by id desc limit 1`,
  );
  return row ?? null;
}
