import {
  confirmMatch,
  nameReturnedPayment,
  putOnAccount,
  setLineAside,
  undoMatch,
  type BankLineJson,
} from '@goodterms/api/cash/cash.ts';
import type { MoneyJson } from '@goodterms/api/fields.ts';
import type { NotReceivable } from '@goodterms/core/cash/bank-line.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { useWrite } from '../asking.ts';
import { useWhyNot } from '../session.ts';
import { offerUndo } from '../undo.ts';
import { isOpen } from './line-state.ts';
import { whoseItems } from './whose-items.ts';

/** What a person says a line pays. */
export type Chosen = {
  readonly customerId: string;
  readonly customerName: string;
  readonly items: readonly {
    readonly openItemId: string;
    readonly customerName: string;
    readonly applied: MoneyJson;
    readonly creditNote?: { readonly id: string } | null;
  }[];
};

/** What can be decided about a line, each with its way back. */
export function useLineActions() {
  const confirm = useWrite(confirmMatch);
  const account = useWrite(putOnAccount);
  const aside = useWrite(setLineAside);
  const returned = useWrite(nameReturnedPayment);
  const undo = useWrite(undoMatch);
  const whyNot = useWhyNot('cash.write');
  const writes = [confirm, account, aside, returned, undo];

  /** True when it was done; otherwise the problem stands above the lines. */
  const done = async (line: BankLineJson, said: string, write: Promise<unknown>) => {
    try {
      await write;
      const params = { lineId: line.id };
      offerUndo({ said, back: () => undo.mutateAsync({ params, body: {} }) });
      return true;
    } catch {
      return false;
    }
  };

  return {
    whyNot,
    error: writes.find(({ error }) => error !== null)?.error,
    isPending: writes.some(({ isPending }) => isPending),
    isOpen,
    /** A payment that went back, and nobody knows which one it was. */
    isReturn: (line: BankLineJson) => isOpen(line) && line.amount.amount.startsWith('-'),
    confirm: (line: BankLineJson, { customerId, customerName, items }: Chosen) =>
      done(
        line,
        `${amountText(line.amount)} set against ${items.length === 1 ? 'an invoice' : `${items.length} invoices`} of ${whoseItems(customerName, items)}.`,
        confirm.mutateAsync({
          params: { lineId: line.id },
          body: {
            customerId,
            items: items.map(({ openItemId, applied, creditNote }) => ({
              openItemId,
              amount: applied,
              ...(creditNote ? { creditNoteId: creditNote.id } : {}),
            })),
          },
        }),
      ),
    putOnAccount: (line: BankLineJson, customer: { id: string; name: string }) =>
      done(
        line,
        `${amountText(line.amount)} is on account of ${customer.name}.`,
        account.mutateAsync({ params: { lineId: line.id }, body: { customerId: customer.id } }),
      ),
    setAside: (line: BankLineJson, kind: NotReceivable) =>
      done(
        line,
        `${amountText(line.amount)} is no receivable.`,
        aside.mutateAsync({ params: { lineId: line.id }, body: { kind } }),
      ),
    nameReturned: (line: BankLineJson, paymentLineId: string) =>
      returned
        .mutateAsync({ params: { lineId: line.id }, body: { paymentLineId } })
        .then(() => true)
        .catch(() => false),
    undo: (line: BankLineJson) =>
      undo.mutateAsync({ params: { lineId: line.id }, body: {} }).catch(() => undefined),
  };
}

export type LineActions = ReturnType<typeof useLineActions>;
