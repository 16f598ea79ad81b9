import type { LedgerItemKind } from './ledger-kinds.ts';

/** Something for each document, by kind and number; no key is glued together half a million times. */
export class DocumentMap<Value> {
  readonly #byKind = new Map<LedgerItemKind, Map<string, Value>>();

  get({ kind, reference }: NumberedDocument): Value | undefined {
    return this.#byKind.get(kind)?.get(reference);
  }

  set({ kind, reference }: NumberedDocument, value: Value): void {
    const known = this.#byKind.get(kind);
    if (known) known.set(reference, value);
    else this.#byKind.set(kind, new Map([[reference, value]]));
  }
}

type NumberedDocument = { readonly kind: LedgerItemKind; readonly reference: string };
