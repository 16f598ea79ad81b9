import { setTimeout as pause } from 'node:timers/promises';
import { SENDER } from '@goodterms/core/messaging/sender.ts';
import { visit, type Actor, type Context, type House } from '../platform/context.ts';
import type { Job, Tenant } from '../platform/jobs.ts';
import { log } from '../platform/log.ts';
import type { Delivery, Postman } from '../platform/mail.ts';
import type { Seal } from '../platform/seal.ts';
import { smtpPostman, type SmtpTimes } from '../platform/smtp.ts';
import { mayHandOver, recoverAbandoned, settleAttempt } from './attempt.actions.ts';
import { claimDue, setAside, type Claim } from './claim.actions.ts';
import { putIntoMailbox } from './mailbox.actions.ts';
import type { OutgoingRules } from './message.actions.ts';
import { readSending, type Sending } from './sending.queries.ts';
import { passwordAbout } from './sender.actions.ts';

/** What messaging does not know by itself. */
export type Outside = {
  readonly rules: OutgoingRules;
  readonly seal: Seal;
  readonly times?: SmtpTimes | undefined;
};

export type Sent = Readonly<Record<Delivery['outcome'], number>>;

const ACTOR: Actor = { kind: 'system_job', id: 'messaging.send' };

/** Handed over at the same time; a claim is fresh for 30 seconds, so a round is small. */
const AT_ONCE = 5;
/** A run gives way to the next one after so many rounds. */
const ROUNDS_MAX = 200;

const EVERY_SECONDS = 15;
const DEADLINE_SECONDS = 600;

export function sendJob(outside: Outside): Job {
  return {
    name: 'messaging.send',
    everySeconds: EVERY_SECONDS,
    deadlineSeconds: DEADLINE_SECONDS,
    run: async (house, tenant, leaving) => {
      const sent = await sendWaiting(house, tenant, outside, leaving);
      if (Object.values(sent).some((count) => count > 0))
        log.info({ tenant: tenant.tenantId, ...sent }, 'messages were sent');
    },
  };
}

type Enter = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

/**
 * Sends what is due for one company. Unlike other jobs it opens several transactions, because the
 * world outside has none: take and ask the gate; talk to the server; mark the point of no return;
 * hand over; write down how it ended. Running it twice, at once or after a crash, is safe.
 */
export async function sendWaiting(
  house: House,
  tenant: Tenant,
  outside: Outside,
  leaving?: AbortSignal,
): Promise<Sent> {
  const { rules } = outside;
  const enter: Enter = (work) => visit(house, { ...tenant, actor: ACTOR }, work);
  const sent = { accepted: 0, refused: 0, deferred: 0, unknown: 0, held: 0 };

  await enter((ctx) => recoverAbandoned(ctx, rules));
  await enter(setAside);
  const postman = openPostman(await enter(readSending), enter, tenant, outside);
  const carry = async (claim: Claim): Promise<void> => {
    const delivery = await postman.deliver(claim.mail, async () =>
      leaving?.aborted ? false : enter((ctx) => mayHandOver(ctx, claim)),
    );
    await writeDown(() => enter((ctx) => settleAttempt(ctx, rules, claim, delivery)), claim);
    sent[delivery.outcome] += 1;
  };
  try {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if (leaving?.aborted) break;
      const { claims, isDone } = await enter((ctx) => claimDue(ctx, rules, AT_ONCE));
      if (isDone) break;
      await Promise.all(claims.map(carry));
    }
  } finally {
    postman.close();
  }
  return sent;
}

/**
 * The one place that decides where mail goes. In the demo it goes to the built-in mailbox: that was
 * decided when the installation was made, and no setting can change it.
 */
function openPostman(
  { isDemo, sender, sealedPassword }: Sending,
  enter: Enter,
  { tenantId }: Tenant,
  { seal, times }: Outside,
): Postman {
  if (isDemo) return mailbox(enter);
  if (SENDER.broken(sender) !== undefined) return nobody();
  const password = seal.unseal(sealedPassword, passwordAbout(tenantId));
  return smtpPostman(
    {
      host: sender.host,
      port: sender.port,
      security: sender.security === 'none_on_this_machine' ? 'none' : sender.security,
      user: sender.user,
      password: password ?? '',
    },
    times,
  );
}

/** Waits between tries to write down an outcome: a restart of the database takes seconds. */
const PATIENCE_MS = [100, 500, 2_000, 5_000, 10_000];

/**
 * The outcome is known only here, so a database that is away for a moment is waited for. If it stays
 * away, the lease runs out and the outcome is recorded as unknown.
 */
async function writeDown(settle: () => Promise<void>, claim: Claim): Promise<void> {
  for (const patience of [...PATIENCE_MS, undefined]) {
    try {
      return await settle();
    } catch (error) {
      log.warn({ messageId: claim.messageId, error }, 'the outcome of a message was not recorded');
      if (patience !== undefined) await pause(patience);
    }
  }
}

function mailbox(enter: Enter): Postman {
  return {
    async deliver(mail, mayHandOverMail) {
      if (!(await mayHandOverMail()))
        return { outcome: 'held', code: undefined, detail: 'held before its content' };
      await enter((ctx) => putIntoMailbox(ctx, mail));
      return { outcome: 'accepted', code: '250', detail: 'put into the built-in mailbox' };
    },
    close: () => undefined,
  };
}

/** Without a sender nothing is taken for sending, so nobody is asked to carry anything. */
function nobody(): Postman {
  return {
    deliver: () => Promise.resolve({ outcome: 'held', code: undefined, detail: 'no sender' }),
    close: () => undefined,
  };
}
