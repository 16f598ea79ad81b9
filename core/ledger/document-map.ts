/** Something for each document, by kind and number; no key is glued together half a million times. */
export class DocumentMap<Kind extends string, Value> {
  readonly #byKind = new Map<Kind, Map<string, Value>>();

  get({ kind, reference }: NumberedDocument<Kind>): Value | undefined {
    return this.#byKind.get(kind)?.get(reference);
  }

  set({ kind, reference }: NumberedDocument<Kind>, value: Value): void {
    const known = this.#byKind.get(kind);
    if (known) known.set(reference, value);
    else this.#byKind.set(kind, new Map([[reference, value]]));
  }
}

type NumberedDocument<Kind> = { readonly kind: Kind; readonly reference: string };
