import type { Day } from '../kernel/day.ts';
import type { CustomerId } from '../kernel/id.ts';
import type { CashDiscount } from '../ledger/cash-discount.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import type { OpenItem } from '../ledger/open-item.ts';

/**
 * Everything that some lines may concern, fetched by `WantedKeys`. More than that does no harm:
 * what is decided about a line does not depend on candidates that do not concern it.
 */
export type Candidates = {
  /** Settled ones too, where they are quoted: they tell a payment made twice. */
  readonly items: readonly MatchableItem[];
  /** Credit notes that are not used up. */
  readonly creditNotes: readonly MatchableCreditNote[];
  readonly customers: readonly PossiblePayer[];
};

/** An open item with what else a payer may quote or deduct. */
export type MatchableItem = OpenItem & {
  /** The number that was printed for the payer's bank: RF…, KID, OCR, QRR. */
  readonly structuredReference?: string | undefined;
  readonly orderReference?: string | undefined;
  /** Cash discounts of its terms, the earliest first. */
  readonly discounts?: readonly CashDiscount[];
};

export type MatchableCreditNote = CreditItem & {
  readonly issuedOn?: Day;
  readonly dueOn?: Day;
  readonly orderReference?: string | undefined;
};

/** A customer as cash sees one; `groupId` is the topmost parent, or the customer itself. */
export type PossiblePayer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly groupId: CustomerId;
  /** As it stands on our letters: '102896'. */
  readonly number?: string | undefined;
};
