import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { reconcileOpenLines, rereadOpenLines } from './cash/open-lines.job.ts';
import { bringUpToDate } from './collections/review.actions.ts';
import { visit, type Actor, type Context } from './platform/context.ts';
import { takeFacts, type FactTaken } from './platform/journal.ts';
import { gatherStatistics, hasOutgrownItsPlans } from './platform/planner.ts';
import type { Job } from './platform/jobs.ts';

/** Who looks up when something happened: the customer it happened with, or everybody. */
type Reaction = 'look at the customer' | 'look at everybody';

/**
 * Every reaction of one room to another, on one page. A room never calls a room to its right; it
 * records a fact, and here we say who is looked at again. The fact says whom and never why: what is
 * to be done is decided from the books as they are then.
 */
const REACTIONS: Readonly<Record<string, Reaction>> = {
  'settings.setting_changed': 'look at everybody',
  'customers.contact_added': 'look at the customer',
  'customers.contact_changed': 'look at the customer',
  'messaging.message_refused': 'look at the customer',
  'messaging.message_failed': 'look at the customer',
  'ledger.imported': 'look at everybody',
  'ledger.item_booked': 'look at the customer',
  'ledger.payment_received': 'look at the customer',
  'ledger.payment_identified': 'look at the customer',
  'ledger.payer_forgotten': 'look at the customer',
  'ledger.credit_received': 'look at the customer',
  'ledger.allocated': 'look at the customer',
  'ledger.allocation_reversed': 'look at the customer',
  'disputes.dispute_opened': 'look at the customer',
  'disputes.dispute_closed': 'look at the customer',
  'cash.statement_imported': 'look at everybody',
  'cash.payment_returned': 'look at the customer',
  'cash.match_undone': 'look at the customer',
  'cash.probable_payment_noted': 'look at the customer',
  'cash.remittance_advised': 'look at the customer',
  'cash.short_payment_found': 'look at the customer',
  'cash.short_payment_answered': 'look at the customer',
  'cash.short_payment_answer_undone': 'look at the customer',
  'collections.promise_made': 'look at the customer',
  'collections.promise_cancelled': 'look at the customer',
  'collections.hold_set': 'look at the customer',
  'collections.hold_lifted': 'look at the customer',
};

/** After this, any payment that waits may find what it pays. */
const LEDGER_CHANGED = 'ledger.imported';
/** After this, payments from the account are known to be the customer's. */
const ACCOUNT_LEARNT = 'customers.bank_account_learnt';

/** After these, what is proposed for payments that wait may be something else. */
const PROPOSALS_MAY_CHANGE: ReadonlySet<string> = new Set([
  'customers.customer_changed',
  'ledger.item_booked',
  'ledger.items_changed',
  'ledger.credit_received',
  'ledger.allocated',
  'ledger.allocation_reversed',
  'cash.match_confirmed',
  'cash.match_undone',
  'cash.alias_forgotten',
]);

/** Takes the facts that wait, in batches, and has those concerned looked at. Answers how many there were. */
export async function handleFacts(ctx: Context): Promise<number> {
  const facts = await takeFacts(ctx);
  await lookAtOpenLines(ctx, facts);
  const whom = concerned(facts);
  if (whom === 'all' || whom.length > 0) await bringUpToDate(ctx, whom);
  return facts.length;
}

async function lookAtOpenLines(ctx: Context, facts: readonly FactTaken[]): Promise<void> {
  if (facts.some(({ fact }) => fact === LEDGER_CHANGED)) {
    await reconcileOpenLines(ctx);
    return;
  }
  const learnt = customersOf(facts.filter(({ fact }) => fact === ACCOUNT_LEARNT));
  if (learnt.length > 0) await reconcileOpenLines(ctx, learnt);
  const changed = customersOf(facts.filter(({ fact }) => PROPOSALS_MAY_CHANGE.has(fact)));
  await rereadOpenLines(ctx, changed);
}

function customersOf(facts: readonly FactTaken[]): CustomerId[] {
  return [...new Set(facts.flatMap(({ customerId }) => customerId ?? []))];
}

function concerned(facts: readonly FactTaken[]): 'all' | readonly CustomerId[] {
  const customers = new Set<CustomerId>();
  for (const { fact, customerId } of facts) {
    const reaction = REACTIONS[fact];
    if (reaction === 'look at everybody') return 'all';
    if (reaction === 'look at the customer' && customerId !== null) customers.add(customerId);
  }
  return [...customers];
}

const ACTOR: Actor = { kind: 'system_job', id: 'switchboard' };
/** A write wakes it at once; this is for what a command wrote beside the server. */
const LOOK_EVERY_SECONDS = 5;
const DEADLINE_SECONDS = 300;

/** A ledger or a bank file has come that is large beside what was there. */
async function booksHaveGrown(ctx: Context): Promise<boolean> {
  return (
    (await hasOutgrownItsPlans(ctx, 'open_item', 'ledger.imported')) ||
    (await hasOutgrownItsPlans(ctx, 'bank_line', 'cash.statement_imported'))
  );
}

export const SWITCHBOARD_JOB: Job = {
  name: 'switchboard.facts',
  everySeconds: LOOK_EVERY_SECONDS,
  deadlineSeconds: DEADLINE_SECONDS,
  async run(house, tenant, leaving) {
    const visitor = { ...tenant, actor: ACTOR };
    if (await visit(house, visitor, booksHaveGrown)) await gatherStatistics(house.pool);
    let taken = 1;
    while (taken > 0 && !leaving.aborted) taken = await visit(house, visitor, handleFacts);
  },
};
