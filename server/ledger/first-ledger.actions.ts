import { assert } from '@goodterms/core/kernel/assert.ts';
import type { JournalId } from '@goodterms/core/kernel/id.ts';
import { customerIdsIn, type LedgerBooks } from '@goodterms/core/ledger/ledger-books.ts';
import type { Steps } from '@goodterms/core/kernel/steps.ts';
import { isCredit } from '@goodterms/core/ledger/ledger-credit-difference.ts';
import { compareCustomers } from '@goodterms/core/ledger/ledger-customers.ts';
import {
  compareDebits,
  isDebit,
  differenceInSteps,
  type DifferenceRules,
  type LedgerDifference,
} from '@goodterms/core/ledger/ledger-difference.ts';
import type { LedgerFile } from '@goodterms/core/ledger/ledger-file.ts';
import {
  itemsForeseen,
  postingOf,
  type LedgerPosting,
} from '@goodterms/core/ledger/ledger-posting.ts';
import { ledgerReport, type LedgerReport } from '@goodterms/core/ledger/ledger-report.ts';
import { keepCustomerRecords } from '../customers/customer-record.actions.ts';
import type { Context } from '../platform/context.ts';
import { insertPosting } from './ledger-posting.store.ts';

/** Whether invoices come into books that hold no document yet. */
export function isFirstLedger(file: LedgerFile, { items, credits }: LedgerBooks): boolean {
  return items.size + credits.size === 0 && file.items.some(isDebit);
}

/**
 * Takes the first ledger of a company in. With empty books no document can clash, so what was read
 * is taken, and the database need not wait for the comparison: customers go in while their debits
 * are compared, and debits of which the file says what is open while it is found what settles them.
 */
export async function takeFirstLedger(
  ctx: Context,
  file: LedgerFile,
  books: LedgerBooks,
  rules: DifferenceRules,
  journalId: JournalId,
): Promise<{ difference: LedgerDifference; change: LedgerReport }> {
  const customers = compareCustomers(file, books, rules);
  const { ids, made } = await keepCustomerRecords(ctx, customers, () => {
    const compared = compareDebits(file, books, rules, customers);
    return { debits: compared, foreseen: itemsForeseen(compared.items) };
  });
  const { debits, foreseen } = made;
  const usable = file.items.filter((said) => isCredit(said) && said.openAmount !== undefined);
  let taken: { difference: LedgerDifference; change: LedgerReport } | undefined;
  function* posting(): Steps<LedgerPosting> {
    const difference = yield* differenceInSteps(file, books, rules, { customers, debits });
    yield;
    taken = { difference, change: ledgerReport(difference, books, []) };
    return postingOf(difference, { today: ctx.today, mark: journalId, foreseen });
  }
  await insertPosting(ctx, {
    journalId,
    customerIds: customerIdsIn(books, ids),
    first: foreseen,
    itemsMax: debits.items.length + usable.length,
    posting: posting(),
  });
  assert(taken?.difference.problems.length === 0, 'nothing that clashes with empty books');
  return taken;
}
