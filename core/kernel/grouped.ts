/**
 * Values under keys that several may share. Most keys have one value, and an index of a hundred
 * thousand of them is a tenth of the memory when no list is kept for each.
 */
export class Grouped<Key, Value extends {}> {
  readonly #first = new Map<Key, Value>();
  /** All values of the keys that have several. */
  readonly #all = new Map<Key, Value[]>();

  add(key: Key, value: Value): void {
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, value);
      return;
    }
    const all = this.#all.get(key);
    if (all) all.push(value);
    else this.#all.set(key, [first, value]);
  }

  has(key: Key): boolean {
    return this.#first.has(key);
  }

  /** In the order in which they came; undefined when there is none. */
  get(key: Key): readonly Value[] | undefined {
    const first = this.#first.get(key);
    return first === undefined ? undefined : (this.#all.get(key) ?? [first]);
  }
}
