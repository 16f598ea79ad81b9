import {
  confirmMatch,
  putOnAccount,
  setLineAside,
  undoMatch,
  type BankLineJson,
} from '@goodterms/api/cash/cash.ts';
import type { MoneyJson } from '@goodterms/api/fields.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { useWrite } from '../asking.ts';
import { useWhyNot } from '../session.ts';
import { offerUndo } from '../undo.ts';

/** What a person says a line pays. */
export type Chosen = {
  readonly customerId: string;
  readonly customerName: string;
  readonly items: readonly {
    readonly openItemId: string;
    readonly applied: MoneyJson;
    readonly creditNote?: { readonly id: string } | null;
  }[];
};

/** The four things that can be decided about a line, each with its way back. */
export function useLineActions() {
  const confirm = useWrite(confirmMatch);
  const account = useWrite(putOnAccount);
  const aside = useWrite(setLineAside);
  const undo = useWrite(undoMatch);
  const whyNot = useWhyNot('cash.write');
  const writes = [confirm, account, aside, undo];

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
    isOpen: ({ state }: BankLineJson) => state === 'proposed' || state === 'unapplied',
    confirm: (line: BankLineJson, { customerId, customerName, items }: Chosen) =>
      done(
        line,
        `${amountText(line.amount)} set against ${items.length === 1 ? 'an invoice' : `${items.length} invoices`} of ${customerName}.`,
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
    setAside: (line: BankLineJson) =>
      done(
        line,
        `${amountText(line.amount)} is no receivable.`,
        aside.mutateAsync({ params: { lineId: line.id }, body: {} }),
      ),
    undo: (line: BankLineJson) =>
      undo.mutateAsync({ params: { lineId: line.id }, body: {} }).catch(() => undefined),
  };
}

export type LineActions = ReturnType<typeof useLineActions>;
