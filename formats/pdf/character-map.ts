import { letterOf } from './glyph-names.ts';
import { PdfValues, type PdfValue } from './syntax.ts';

/** From codes of a font to text, and how many bytes a code has. */
export type CharacterMap = {
  readonly letters: ReadonlyMap<number, string>;
  readonly bytesPerCode: number | undefined;
};

const LETTERS_MAX = 70_000;

/** Reads a ToUnicode map: single codes and ranges of codes, beside the text each stands for. */
export function readCharacterMap(text: string): CharacterMap {
  const letters = new Map<number, string>();
  const budget = { left: LETTERS_MAX };
  let bytesPerCode: number | undefined;
  const values = new PdfValues(text);
  let operands: PdfValue[] = [];
  for (let value = values.next(); value !== undefined; value = values.next()) {
    if (value.kind !== 'word') {
      operands.push(value);
      continue;
    }
    if (value.word === 'endcodespacerange') bytesPerCode ??= bytesOf(operands[0]).length;
    if (value.word === 'endbfchar') addLetters(letters, operands);
    if (value.word === 'endbfrange') addRanges(letters, operands, budget);
    operands = [];
    if (letters.size > LETTERS_MAX || budget.left <= 0) break;
  }
  return { letters, bytesPerCode };
}

function addLetters(letters: Map<number, string>, operands: readonly PdfValue[]): void {
  for (let at = 0; at + 1 < operands.length; at += 2)
    letters.set(codeOf(bytesOf(operands[at])), wideText(bytesOf(operands[at + 1])));
}

function addRanges(
  letters: Map<number, string>,
  operands: readonly PdfValue[],
  budget: { left: number },
): void {
  for (let at = 0; at + 2 < operands.length && budget.left > 0; at += 3) {
    const from = codeOf(bytesOf(operands[at]));
    const until = Math.min(codeOf(bytesOf(operands[at + 1])), from + 0xffff);
    const target = operands[at + 2];
    if (target?.kind === 'list') {
      budget.left -= target.items.length;
      for (const [step, item] of target.items.entries())
        if (from + step <= until) letters.set(from + step, wideText(bytesOf(item)));
      continue;
    }
    const first = wideText(bytesOf(target));
    const start = first.codePointAt(first.length - 1) ?? 0;
    budget.left -= Math.max(0, until - from);
    for (let code = from; code <= until; code += 1)
      letters.set(code, first.slice(0, -1) + (letterOf(start + code - from) ?? ''));
  }
}

function bytesOf(value: PdfValue | undefined): string {
  return value?.kind === 'string' ? value.bytes : '';
}

export function codeOf(bytes: string): number {
  let code = 0;
  for (let at = 0; at < bytes.length && at < 4; at += 1) code = code * 256 + bytes.charCodeAt(at);
  return code;
}

/** Bytes of UTF-16, the high one first. */
export function wideText(bytes: string): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1));
  return text;
}
