import type { QuotedWhere } from './evidence.ts';
import { spansOf, type Span } from './span.ts';
import { daysIn, repairedText, runsOf, withoutBankTags, type WrittenDay } from './text-runs.ts';

/** A text of a line; whatever rules ask of it is read once. */
export class QuotedText {
  readonly where: QuotedWhere;
  readonly text: string;
  #spans: readonly Span[] | undefined;
  #ownSpans: readonly Span[] | undefined;
  #days: readonly WrittenDay[] | undefined;
  #repaired: string | undefined | null = null;
  #repairedSpans: readonly Span[] | undefined;

  constructor(where: QuotedWhere, text: string) {
    this.where = where;
    this.text = text;
  }

  get spans(): readonly Span[] {
    return (this.#spans ??= spansOf(runsOf(this.text)));
  }

  /** In the payer's own words, without the tags of the bank. */
  get ownSpans(): readonly Span[] {
    if (this.#ownSpans) return this.#ownSpans;
    const words = withoutBankTags(this.text);
    return (this.#ownSpans = words === this.text ? this.spans : spansOf(runsOf(words)));
  }

  get days(): readonly WrittenDay[] {
    return (this.#days ??= daysIn(this.text));
  }

  /** With letters read as the digits that they look like; undefined when nothing is to repair. */
  get repaired(): string | undefined {
    if (this.#repaired === null) this.#repaired = repairedText(this.text);
    return this.#repaired;
  }

  get repairedSpans(): readonly Span[] {
    if (this.repaired === undefined) return [];
    return (this.#repairedSpans ??= spansOf(runsOf(withoutBankTags(this.repaired))));
  }
}
