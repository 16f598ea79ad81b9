import { randomBytes } from 'node:crypto';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, MessageId, OpenItemId, TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import type {
  GateAnswer,
  MessageDraft,
  MessageThatLeft,
} from '@goodterms/core/messaging/message.ts';
import { SENDER, SENDER_VERIFICATION, senderKey } from '@goodterms/core/messaging/sender.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { queueMessages, type OutgoingRules } from '@goodterms/server/messaging/message.actions.ts';
import { sendWaiting, type Sent } from '@goodterms/server/messaging/send.job.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { asOwner, first, rows, sql } from '@goodterms/server/platform/database.ts';
import { sealWith } from '@goodterms/server/platform/seal.ts';
import { bookOpenItems } from '@goodterms/server/ledger/open-item.actions.ts';
import { changeSetting } from '@goodterms/server/settings/setting.actions.ts';
import type { TestHouse } from './house.ts';

/** One reminder that waits, with what it is about. */
export type WaitingReminder = {
  readonly id: MessageId;
  readonly customerId: CustomerId;
  readonly contactId: string;
  readonly itemId: OpenItemId;
  readonly address: string;
};

export type MessageRow = {
  readonly id: MessageId;
  readonly state: string;
  readonly stateReason: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly bodyText: string | null;
  readonly headerId: string | null;
  readonly attempts: number;
  readonly outcomes: readonly (string | null)[];
};

/**
 * A company with a verified sender whose mail server is on this machine, and what a test needs to
 * queue reminders and look at them. Where a test is about sending alone, the rules ask for whatever
 * is open on the planned items, in place of the rooms to the right.
 */
export async function outbox(
  house: TestHouse,
  tenantId: TenantId,
  port: number,
  rulesOfTheHouse?: OutgoingRules,
) {
  const left: MessageThatLeft[] = [];
  const cameBack: MessageThatLeft[] = [];
  const inside = <Result>(work: (ctx: Context) => Promise<Result>) =>
    house.inside(work, { tenantId });
  const seal = sealWith(randomBytes(32));
  const standIn: OutgoingRules = {
    mayGo: async (ctx, messages) => {
      const items = await lockedItems(
        ctx,
        messages.flatMap((message) => itemIds(message.planned)),
      );
      return new Map(
        messages.map((message) => [message.id, answerFor(itemIds(message.planned), items)]),
      );
    },
    hasLeft: (_ctx, messages) => Promise.resolve(void left.push(...messages)),
    neverLeft: (_ctx, messages) => Promise.resolve(void cameBack.push(...messages)),
  };
  const rules = rulesOfTheHouse ?? standIn;
  const tenant = { tenantId, timeZone: 'UTC' };
  const times = { untilContentMs: 1_000, untilReplyMs: 1_000 };

  const sender = {
    ...SENDER.defaults,
    name: 'Keel & Sons',
    address: 'accounts@keel.example',
    host: '127.0.0.1',
    port,
    security: 'none_on_this_machine' as const,
  };
  await inside(async (ctx) => {
    await changeSetting(ctx, COMPANY, { ...COMPANY.defaults, ...KEEL });
    await changeSetting(ctx, SENDER, sender);
    await changeSetting(ctx, SENDER_VERIFICATION, {
      ...SENDER_VERIFICATION.defaults,
      sender: senderKey(sender),
      verifiedAt: ctx.now.toISOString(),
    });
  });

  let made = 0;
  return {
    left,
    cameBack,
    rules,
    seal,
    tenant,
    inside,
    sender,
    changeSender: (change: Partial<typeof sender>) =>
      inside((ctx) => changeSetting(ctx, SENDER, { ...sender, ...change })),
    send: (leaving?: AbortSignal): Promise<Sent> =>
      sendWaiting(house, tenant, { rules, seal, times }, leaving),
    /** A customer with one overdue invoice and a reminder about it. */
    async remind(change: Reminded = {}): Promise<WaitingReminder> {
      made += 1;
      const number = `C-${made}`;
      const reference = change.reference ?? `INV-${made}`;
      const address = change.address ?? `contact${made}@customer.example`;
      return inside(async (ctx) => {
        const customerId = await insertCustomer(ctx, number, change.customerName ?? number);
        const contactId = await insertContact(ctx, customerId, address, change);
        const itemId = await bookInvoice(ctx, customerId, reference, change);
        const draft = reminderOf(customerId, contactId, itemId, change.draft);
        await queueMessages(ctx, [draft]);
        const id = await newestMessageOf(ctx, customerId);
        return { id, customerId, contactId, itemId, address };
      });
    },
    /** Another reminder for the same step, as a second run would plan it. */
    async remindAgain(about: WaitingReminder): Promise<MessageId | undefined> {
      return inside(async (ctx) => {
        const draft = reminderOf(about.customerId, about.contactId, about.itemId);
        const queued = await queueMessages(ctx, [draft]);
        return queued === 0 ? undefined : newestMessageOf(ctx, about.customerId);
      });
    },
    async message(id: MessageId): Promise<MessageRow> {
      const [found] = await this.messages([id]);
      if (!found) throw new Error('Expected: the message');
      return found;
    },
    messages: (ids?: readonly MessageId[]): Promise<MessageRow[]> =>
      inside((ctx) =>
        rows<MessageRow>(
          ctx,
          sql`
          select m.id::text as id, m.state, m.state_reason as "stateReason", m.recipient, m.subject,
                 m.body_text as "bodyText", m.header_id as "headerId", m.attempts,
                 coalesce((select array_agg(a.outcome order by a.id) from message_attempt a
                            where a.tenant_id = m.tenant_id and a.message_id = m.id), '{}') as outcomes
            from message m
           where m.tenant_id = ${tenantId}
             and (${ids ?? null}::bigint[] is null or m.id = any(${ids ?? null}::bigint[]))
           order by m.id`,
        ),
      ),
    /** As if the process that had claimed them had died long ago. */
    leasesRunOut: () =>
      inside((ctx) =>
        rows(
          ctx,
          sql`update message set lease_until = clock_timestamp() - interval '1 second'
               where tenant_id = ${tenantId} and lease_until is not null`,
        ),
      ),
    /** As a restore does. */
    raiseEpoch: () =>
      asOwner(house.pool, (db) => sql`update installation set epoch = epoch + 1`.execute(db)),
  };
}

export type Outbox = Awaited<ReturnType<typeof outbox>>;

export type Reminded = {
  readonly address?: string | undefined;
  readonly customerName?: string | undefined;
  readonly contactName?: string | undefined;
  readonly greetingName?: string | undefined;
  readonly reference?: string | undefined;
  readonly amountMinor?: bigint | undefined;
  readonly draft?: Partial<MessageDraft> | undefined;
};

export const KEEL = {
  name: 'Keel & Sons',
  address: 'Harbour 1\nRotterdam',
  phone: '+31 10 000 0000',
  signature: 'Ben Otter',
  bankAccounts: [{ currency: 'EUR', iban: 'NL02ABNA0123456789', bic: 'ABNANL2A', bank: '' }],
};

const EUR = toCurrency('EUR');

function reminderOf(
  customerId: CustomerId,
  contactId: string,
  itemId: OpenItemId,
  change: Partial<MessageDraft> = {},
): MessageDraft {
  return {
    customerId,
    contactId: contactId as never,
    purpose: 'reminder',
    caseItemId: itemId,
    level: 1,
    template: 'friendly',
    language: 'en',
    businessDay: toDay('2026-03-02'),
    planned: { itemIds: [itemId] },
    ...change,
  };
}

function itemIds(planned: Readonly<Record<string, unknown>>): OpenItemId[] {
  return planned['itemIds'] as OpenItemId[];
}

type LockedItem = {
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly issuedOn: never;
  readonly dueOn: never;
  readonly open: bigint;
  readonly currency: Currency;
};

function lockedItems(ctx: Context, ids: readonly OpenItemId[]): Promise<LockedItem[]> {
  return rows<LockedItem>(
    ctx,
    sql`
    select id::text as "openItemId", reference, issued_on as "issuedOn", due_on as "dueOn",
           open_amount as open, currency
      from open_item
     where tenant_id = ${ctx.tenantId} and id = any(${ids}::bigint[])
     order by open_item.id
       for update`,
  );
}

function answerFor(ids: readonly OpenItemId[], locked: readonly LockedItem[]): GateAnswer {
  const items = locked
    .filter((item) => ids.includes(item.openItemId) && item.open > 0n)
    .map(({ open, currency, ...item }) => ({
      ...item,
      open: money(open, currency),
      asked: money(open, currency),
    }));
  const proof = { checks: [{ check: 'nothing_overdue', passed: items.length > 0 }] };
  if (items.length === 0) return { go: false, because: 'nothing_overdue', proof };
  return { go: true, items, proof };
}

async function insertCustomer(ctx: Context, number: string, name: string): Promise<CustomerId> {
  const row = await first<{ id: CustomerId }>(
    ctx,
    sql`insert into customer (tenant_id, number, name, currency)
        values (${ctx.tenantId}, ${number}, ${name}, 'EUR') returning id::text as id`,
  );
  if (!row) throw new Error('Expected: a customer');
  return row.id;
}

async function insertContact(
  ctx: Context,
  customerId: CustomerId,
  email: string,
  { contactName = 'Anna Larsen', greetingName = 'Ms Larsen' }: Reminded,
): Promise<string> {
  const row = await first<{ id: string }>(
    ctx,
    sql`insert into contact (tenant_id, customer_id, name, greeting_name, email, is_primary)
        values (${ctx.tenantId}, ${customerId}::bigint, ${contactName}, ${greetingName}, ${email}, true)
        returning id::text as id`,
  );
  if (!row) throw new Error('Expected: a contact');
  return row.id;
}

async function bookInvoice(
  ctx: Context,
  customerId: CustomerId,
  reference: string,
  { amountMinor = 125_000n }: Reminded,
): Promise<OpenItemId> {
  const booked = await bookOpenItems(ctx, [
    {
      customerId,
      kind: 'invoice',
      reference,
      issuedOn: toDay('2026-01-15'),
      dueOn: toDay('2026-02-14'),
      amount: money(amountMinor, EUR),
      orderReference: undefined,
    },
  ]);
  if (!booked.accepted || !booked.value[0]) throw new Error('Expected: an invoice');
  return booked.value[0];
}

async function newestMessageOf(ctx: Context, customerId: CustomerId): Promise<MessageId> {
  const [row] = await rows<{ id: MessageId }>(
    ctx,
    sql`select max(id)::text as id from message where customer_id = ${customerId}::bigint`,
  );
  return row!.id;
}
