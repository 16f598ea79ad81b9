import { readAmount, type DecimalMark } from '../kernel/written-amount.ts';

/** '1,18,000.00 Dr' is owed to us, and '9,000.00 Cr' to the customer. */
export function readSidedAmount(text: string, mark: DecimalMark): string | undefined {
  const body = withoutSide(text);
  const exact = readAmount(body, mark);
  if (body === text || exact === undefined || !/cr\.?$/i.test(text.trimEnd())) return exact;
  return exact.startsWith('-') ? exact.slice(1) : `-${exact}`;
}

/** The amount alone. */
export function withoutSide(text: string): string {
  const last = text.at(-1);
  if (last !== 'r' && last !== 'R' && last !== '.') return text;
  return /^(.{0,40}\d)\s?[dc]r\.?$/i.exec(text)?.[1] ?? text;
}
