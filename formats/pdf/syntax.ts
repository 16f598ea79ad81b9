/** A value as PDF writes it. Strings are bytes, one character each. */
export type PdfValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'string'; readonly bytes: string }
  | { readonly kind: 'reference'; readonly number: number }
  | { readonly kind: 'list'; readonly items: readonly PdfValue[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfValue> }
  /** An operator of a page, or true, false and null. */
  | { readonly kind: 'word'; readonly word: string };

export type PdfDictionary = Extract<PdfValue, { kind: 'dictionary' }>;

const DEPTH_MAX = 32;
const ITEMS_MAX = 100_000;
const BLANK = /[\0\t\n\f\r ]/;

/** Reads the values of a text one after the other: an object's dictionary, or a page's drawing. */
export class PdfValues {
  readonly #text: string;
  #at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  /** Undefined at the end. What is no value is passed over. */
  next(depth = 0): PdfValue | undefined {
    this.#skipBlanks();
    const sign = this.#text[this.#at];
    if (sign === undefined) return undefined;
    if (sign === '/') return this.#name();
    if (sign === '(') return this.#literal();
    if (sign === '<')
      return this.#text[this.#at + 1] === '<' ? this.#dictionary(depth) : this.#digits();
    if (sign === '[') return this.#list(depth);
    if (sign === ']' || sign === '}' || sign === '{' || sign === ')') {
      this.#at += 1;
      return { kind: 'word', word: sign };
    }
    if (sign === '>') {
      this.#at += this.#text[this.#at + 1] === '>' ? 2 : 1;
      return { kind: 'word', word: '>>' };
    }
    return this.#numberOrWord();
  }

  /** Passes over a picture that is drawn within the page. */
  skipPicture(): void {
    const end = /[\s]EI(?=[\s]|$)/g;
    end.lastIndex = this.#at;
    const found = end.exec(this.#text);
    this.#at = found === null ? this.#text.length : end.lastIndex;
  }

  #skipBlanks(): void {
    for (;;) {
      const sign = this.#text[this.#at];
      if (sign === '%') {
        const end = this.#text.slice(this.#at).search(/[\r\n]/);
        this.#at = end < 0 ? this.#text.length : this.#at + end;
      } else if (sign !== undefined && BLANK.test(sign)) this.#at += 1;
      else return;
    }
  }

  #name(): PdfValue {
    const [written = '/'] = match(/\/[^\0\t\n\f\r ()<>[\]{}/%]*/y, this.#text, this.#at);
    this.#at += written.length;
    const name = written
      .slice(1)
      .replace(/#([0-9A-Fa-f]{2})/g, (_all, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      );
    return { kind: 'name', name };
  }

  /** '(text)', with brackets in pairs and '\' before what is meant otherwise. */
  #literal(): PdfValue {
    const parts: string[] = [];
    let open = 1;
    let from = this.#at + 1;
    let at = from;
    for (; at < this.#text.length; at += 1) {
      const sign = this.#text[at];
      if (sign === '(') open += 1;
      else if (sign === ')') {
        open -= 1;
        if (open === 0) break;
      } else if (sign === '\\') {
        parts.push(this.#text.slice(from, at));
        const [written = '', octal] = match(/\\([0-7]{1,3}|\r\n|[^])/y, this.#text, at);
        parts.push(escaped(octal ?? ''));
        at += Math.max(1, written.length) - 1;
        from = at + 1;
      }
    }
    parts.push(this.#text.slice(from, at));
    this.#at = at + 1;
    return { kind: 'string', bytes: parts.join('') };
  }

  #digits(): PdfValue {
    const end = this.#text.indexOf('>', this.#at);
    const until = end < 0 ? this.#text.length : end;
    const digits = this.#text.slice(this.#at + 1, until).replace(/[^0-9A-Fa-f]/g, '');
    this.#at = until + 1;
    const pairs = digits.padEnd(digits.length + (digits.length % 2), '0').match(/../g) ?? [];
    const bytes = pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
    return { kind: 'string', bytes };
  }

  #list(depth: number): PdfValue {
    this.#at += 1;
    const items: PdfValue[] = [];
    for (let item = this.#inner(depth); item !== undefined; item = this.#inner(depth)) {
      if (item.kind === 'word' && item.word === ']') break;
      if (item.kind === 'word' && item.word === 'R') joinReference(items);
      else if (items.length < ITEMS_MAX) items.push(item);
    }
    return { kind: 'list', items };
  }

  #dictionary(depth: number): PdfValue {
    this.#at += 2;
    const entries = new Map<string, PdfValue>();
    const items: PdfValue[] = [];
    for (let item = this.#inner(depth); item !== undefined; item = this.#inner(depth)) {
      if (item.kind === 'word' && item.word === '>>') break;
      if (item.kind === 'word' && item.word === 'R') joinReference(items);
      else if (items.length < ITEMS_MAX) items.push(item);
    }
    for (let at = 0; at + 1 < items.length; at += 1) {
      const [name, value] = [items[at], items[at + 1]];
      if (name?.kind !== 'name' || value === undefined) continue;
      entries.set(name.name, value);
      at += 1;
    }
    return { kind: 'dictionary', entries };
  }

  /** What is nested deeper than any honest file is not read at all. */
  #inner(depth: number): PdfValue | undefined {
    if (depth < DEPTH_MAX) return this.next(depth + 1);
    this.#at = this.#text.length;
    return undefined;
  }

  #numberOrWord(): PdfValue {
    const [written = ''] = match(/[^\0\t\n\f\r ()<>[\]{}/%]+/y, this.#text, this.#at);
    this.#at += Math.max(1, written.length);
    const value = /^[-+]{0,2}(\d+\.?\d*|\.\d+)/.test(written)
      ? Number.parseFloat(written.replace(/^[-+]*(?=[-+])/, ''))
      : Number.NaN;
    return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'word', word: written };
  }
}

/** '12 0 R' arrives as two numbers and a word. */
function joinReference(items: PdfValue[]): void {
  items.pop();
  const number = items.pop();
  if (number?.kind === 'number') items.push({ kind: 'reference', number: number.value });
}

function match(pattern: RegExp, text: string, at: number): readonly string[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

function escaped(sign: string): string {
  if (/^[0-7]+$/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8) & 0xff);
  return ESCAPED[sign] ?? sign;
}
