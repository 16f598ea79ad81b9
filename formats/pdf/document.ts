import { openPdf, type PdfFile, type PdfObject } from './objects.ts';
import { PdfValues, type PdfDictionary, type PdfValue } from './syntax.ts';

const PAGES_MAX = 2_000;
const DEPTH_MAX = 32;
const REFERENCES_MAX = 16;

/** A PDF whose values can be followed from one object to the next. */
export class PdfDocument {
  readonly #file: PdfFile;
  readonly #values = new Map<number, PdfValue | undefined>();

  constructor(bytes: Uint8Array) {
    this.#file = openPdf(bytes);
  }

  /** The value itself, wherever it stands. */
  resolved(value: PdfValue | undefined): PdfValue | undefined {
    let here = value;
    for (let steps = 0; here?.kind === 'reference'; steps += 1) {
      if (steps > REFERENCES_MAX) return undefined;
      here = this.#valueOf(here.number);
    }
    return here;
  }

  dictionary(value: PdfValue | undefined): PdfDictionary | undefined {
    const found = this.resolved(value);
    return found?.kind === 'dictionary' ? found : undefined;
  }

  entry(of: PdfValue | undefined, name: string): PdfValue | undefined {
    return this.resolved(this.dictionary(of)?.entries.get(name));
  }

  number(of: PdfValue | undefined, name: string): number | undefined {
    const value = this.entry(of, name);
    return value?.kind === 'number' ? value.value : undefined;
  }

  name(of: PdfValue | undefined, name: string): string | undefined {
    const value = this.entry(of, name);
    return value?.kind === 'name' ? value.name : undefined;
  }

  list(of: PdfValue | undefined, name: string): readonly PdfValue[] {
    const value = this.entry(of, name);
    return value?.kind === 'list' ? value.items : [];
  }

  /** The unpacked stream behind a reference, one character for each byte. */
  stream(value: PdfValue | undefined): string | undefined {
    const object = value?.kind === 'reference' ? this.#object(value.number) : undefined;
    const content = object && this.#file.unpack(object);
    return content && Buffer.from(content).toString('latin1');
  }

  /** The pages in their order; where the tree of pages is broken, in the order of the file. */
  pages(): PdfDictionary[] {
    const pages: PdfDictionary[] = [];
    const seen = new Set<PdfDictionary>();
    const walk = (value: PdfValue | undefined, inherited: PdfDictionary, depth: number) => {
      const node = this.dictionary(value);
      if (node === undefined || seen.has(node) || depth > DEPTH_MAX) return;
      if (pages.length >= PAGES_MAX) return;
      seen.add(node);
      const whole: PdfDictionary = {
        kind: 'dictionary',
        entries: new Map([...inherited.entries, ...node.entries]),
      };
      const kids = this.entry(node, 'Kids');
      if (kids?.kind === 'list')
        for (const kid of kids.items) walk(kid, heritage(whole), depth + 1);
      else if (node.entries.has('Contents')) pages.push(whole);
    };
    const catalogs = this.#ofType('Catalog').map((catalog) => catalog.entries.get('Pages'));
    for (const tree of catalogs.toReversed()) if (pages.length === 0) walk(tree, NOTHING, 0);
    if (pages.length === 0) for (const page of this.#ofType('Page')) walk(page, NOTHING, 0);
    return pages;
  }

  #ofType(type: string): PdfDictionary[] {
    const written = new RegExp(`/Type\\s*/${type}\\b`);
    return [...this.#file.objects]
      .filter(([, { body }]) => written.test(body))
      .flatMap(([number]) => this.dictionary({ kind: 'reference', number }) ?? [])
      .filter((found) => this.name(found, 'Type') === type);
  }

  #valueOf(number: number): PdfValue | undefined {
    if (!this.#values.has(number)) {
      const object = this.#object(number);
      this.#values.set(number, object && new PdfValues(object.body).next());
    }
    return this.#values.get(number);
  }

  #object(number: number): PdfObject | undefined {
    return this.#file.objects.get(number);
  }
}

const NOTHING: PdfDictionary = { kind: 'dictionary', entries: new Map() };

/** What a page has from the node above it. */
function heritage({ entries }: PdfDictionary): PdfDictionary {
  const kept = ['Resources', 'Rotate'].flatMap((name) => {
    const value = entries.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { kind: 'dictionary', entries: new Map(kept) };
}
