/** Which encoding with two bytes a character these bytes are in; undefined for every other text. */
export function eastAsianEncoding(
  bytes: Uint8Array,
): 'shift_jis' | 'gb18030' | 'euc-kr' | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const pairs = pairsOf(sample);
  if (pairs !== undefined) {
    const leads = pairs.map(([lead]) => lead);
    if (share(leads, isHangul) >= 0.9) return 'euc-kr';
    if (share(leads, isCommonHanzi) >= 0.7) return 'gb18030';
  }
  return isShiftJis(sample) ? 'shift_jis' : undefined;
}

const SAMPLE = 64 * 1024;
/** A word or two prove nothing. */
const RUNS_MIN = 4;

/** The pairs, where every run of bytes above ASCII is of an even length, as in no alphabet. */
function pairsOf(bytes: Uint8Array): (readonly [number, number])[] | undefined {
  const pairs: (readonly [number, number])[] = [];
  let runs = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    runs += 1;
    for (; (bytes[at] ?? 0) >= 0x80; at += 2) {
      const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]];
      if (lead < 0xa1 || (trail < 0xa1 && at + 1 < bytes.length)) return undefined;
      pairs.push([lead, trail]);
    }
  }
  return runs >= RUNS_MIN ? pairs : undefined;
}

/** Rows of signs, and the syllables of Korean in the order of their alphabet. */
function isHangul(lead: number): boolean {
  return (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xc8);
}

/** Rows of signs, and the first level of Chinese, which has the characters that are in use. */
function isCommonHanzi(lead: number): boolean {
  return (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xd7);
}

/** Kana, also of half width, and the characters in use; beside each other and hardly beside Latin letters. */
function isShiftJis(bytes: Uint8Array): boolean {
  const text = new TextDecoder('shift_jis').decode(bytes);
  if (text.slice(0, -1).includes('\uFFFD')) return false;
  const characters = [...text.matchAll(/[^\u0000-\u007f]+/gu)];
  const written = characters.map(([run]) => run).join('');
  if (written.length < 2 * RUNS_MIN) return false;
  const japanese = /[\u3040-\u30ff\uff61-\uff9f]/gu;
  const strange = /[^\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/gu;
  const beside = characters.filter(
    ({ 0: run, index }) =>
      /[a-z]$/i.test(text.slice(0, index)) || /^[a-z]/i.test(text.slice(index + run.length)),
  );
  return (
    (written.match(japanese)?.length ?? 0) * 10 >= written.length &&
    (written.match(strange)?.length ?? 0) * 20 <= written.length &&
    beside.length * 4 <= characters.length
  );
}

function share(values: readonly number[], test: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}
