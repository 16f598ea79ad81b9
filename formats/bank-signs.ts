import { isBinary } from './encoding.ts';
import { countFields } from './mt940/fields.ts';

/** OFX 2 is XML too, and read by the reader of OFX. */
export function isXmlButNotOfx(head: string): boolean {
  return /^\s*<(\?xml|!|[\w.-]*:?[A-Za-z])/.test(head) && !/<\?OFX|<OFX>/i.test(head);
}

/** Not only in an element of some XML. */
export function hasMt940Fields(head: string): boolean {
  return !head.trimStart().startsWith('<') && countFields(head) > 0;
}

/** Several lines with the same number of the same separator; many may stand above them. */
export function looksTabular(head: string): boolean {
  if (isBinary(head)) return false;
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 100);
  return [';', ',', '\t'].some((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const usual = counts.toSorted((a, b) => b - a)[Math.floor(counts.length / 2)] ?? 0;
    const isMost = usual >= 2 && lines.length >= 2;
    return isMost || counts.some((count, at) => count >= 3 && counts.indexOf(count) < at);
  });
}
