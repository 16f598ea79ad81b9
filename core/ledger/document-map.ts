/** Something for each document, by kind and number; no key is glued together half a million times. */
export class DocumentMap<Kind extends string, Value> {
  readonly #places = new Map<Kind, Map<string, number>>();
  readonly #values: Value[] = [];

  get({ kind, reference }: NumberedDocument<Kind>): Value | undefined {
    const place = this.#places.get(kind)?.get(reference);
    return place === undefined ? undefined : this.#values[place];
  }

  set({ kind, reference }: NumberedDocument<Kind>, value: Value): void {
    let ofKind = this.#places.get(kind);
    if (ofKind === undefined) this.#places.set(kind, (ofKind = new Map()));
    const place = ofKind.get(reference);
    if (place !== undefined) {
      this.#values[place] = value;
      return;
    }
    ofKind.set(reference, this.#values.length);
    this.#values.push(value);
  }

  /** In the order in which the documents came. */
  values(): readonly Value[] {
    return this.#values;
  }
}

type NumberedDocument<Kind> = { readonly kind: Kind; readonly reference: string };
