import { eastAsianEncoding } from './east-asian-encoding.ts';

/** Text as it was written, and in which encoding that was. */
export type DecodedText = {
  readonly text: string;
  readonly encoding: string;
  /** Characters were lost before the file reached us: '\uFFFD' stands in their place. */
  readonly damaged: boolean;
  /** NUL stood in it, as in what is no text at all. */
  readonly hadNul: boolean;
};

/**
 * Code page 852, upper half: DOS in Central Europe, still written by banks there. For the letters
 * of German and French it agrees with code pages 437 and 850.
 */
const CP852 =
  'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0';

/** Letters that the languages of each code page use; any other character speaks against it. */
const LETTERS = {
  'windows-1252': 'äöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøœúùûýÿÉÈÊÀÂÁÃÅÆÇÍÑÓÔÕØÚ€’“”–§°ªº',
  'windows-1250':
    'äöüßÄÖÜéáíóúýëôçąćęłńśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽÁÉÍÚÝőűŐŰľĺŕĽăâîşţĂÂÎŞŢ€’“”–§°',
  'windows-1251':
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяЄєІіЇїҐґЉљЊњЌќЏџЅѕЈј№«»–§°',
  'windows-1253': 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫΆΈΉΊΌΎΏαβγδεζηθικλμνξοπρσςτυφχψωϊϋάέήίόύώΐΰ€’«»–§°',
  'windows-1254': 'äöüÄÖÜâîûÂçÇğĞıİşŞ€’“”–§°',
  'windows-1257': 'äöüßÄÖÜõÕąčęėįšųūžĄČĘĖĮŠŲŪŽāēģīķļņĀĒĢĪĶĻŅåÅ€’“”–§°',
  cp852: 'äöüßÄÖÜéáíóúýëôçąćęłńśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽÁÉÍÚÝőűŐŰľĺŕĽăâîşţĂÂÎŞŢ§°',
} as const;

type SingleByte = keyof typeof LETTERS;

/**
 * Reads bytes of unknown encoding: UTF-8, UTF-16, or one of two
 * bytes a character, or the likeliest of seven single-byte pages. NUL
 * is no character of any text, and stands for one that was lost.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const read = decodedWithNul(bytes);
  if (!read.text.includes('\0')) return { ...read, hadNul: false };
  const text = read.text.replaceAll('\0', '\uFFFD');
  return { text, encoding: read.encoding, damaged: true, hadNul: true };
}

function decodedWithNul(bytes: Uint8Array): Omit<DecodedText, 'hadNul'> {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decoded(bytes, 'utf-8');
  if (startsWith(bytes, [0xff, 0xfe])) return decoded(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return decoded(bytes, 'utf-16be');
  const wide = utf16WithoutMark(bytes);
  if (wide !== undefined) return decoded(bytes, wide);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'utf-8', damaged: text.includes('\uFFFD') };
  } catch {
    return decoded(bytes, eastAsianEncoding(bytes) ?? likeliestPage(bytes));
  }
}

function decoded(bytes: Uint8Array, encoding: string): Omit<DecodedText, 'hadNul'> {
  const text = encoding === 'cp852' ? decodeCp852(bytes) : new TextDecoder(encoding).decode(bytes);
  return { text, encoding, damaged: text.includes('\uFFFD') };
}

/** Text of a Western language in UTF-16 is every second byte nought. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 512);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even += 1;
    if (sample[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.1) return 'utf-16be';
  return undefined;
}

/** No letter outside ASCII is looked at more often than this to tell the code page. */
const LETTERS_LOOKED_AT = 2_000;

function likeliestPage(bytes: Uint8Array): SingleByte {
  const latin = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const central =
    /\b(PLN|CZK|HUF|RON|PL\d{2}|CZ\d{2}|HU\d{2}|SK\d{2}|RO\d{2}|Kwota|Nadawca|Odbiorca|Összeg|Közlem|Könyvel|Értékn)/.test(
      latin,
    );
  // What is ğ, ı and ş in Turkish are letters of very different languages elsewhere.
  const turkish = new Set(latin.match(/[ÐÝÞðýþ]/g)).size >= 2;
  // The commonest letters of Greek are rare ones of Russian in the same places, and the other way.
  const isGreek = countOf(latin, /[ÁáÉé]/g) > countOf(latin, /[ÀàÈèÎî]/g);
  const foreign = isGreek ? 'windows-1253' : 'windows-1251';
  const order: SingleByte[] = central
    ? ['windows-1250', 'cp852', 'windows-1252', foreign]
    : [
        'windows-1252',
        ...(turkish ? (['windows-1254'] as const) : []),
        'windows-1250',
        foreign,
        'cp852',
        'windows-1257',
      ];
  const scored = order.map((page) => ({ page, score: plausibility(bytes, page) }));
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).page;
}

function countOf(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

/** Counts the letters that fit between their neighbours, and takes off for what cannot be text. */
function plausibility(bytes: Uint8Array, page: SingleByte): number {
  const high = page === 'cp852' ? CP852 : new TextDecoder(page).decode(UPPER_HALF);
  let score = 0;
  let seen = 0;
  for (let at = 0; at < bytes.length && seen < LETTERS_LOOKED_AT; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    seen += 1;
    const letter = high[byte - 0x80] ?? '';
    if (!LETTERS[page].includes(letter)) {
      score -= 2;
      continue;
    }
    score += 1;
    const neighbours = [bytes[at - 1] ?? 0, bytes[at + 1] ?? 0];
    const standsAlone = neighbours.every((next) => next < 0x80);
    const inLatinWord = neighbours.some((next) => isLowerByte(next) || isUpperByte(next));
    if (page === 'windows-1251' || page === 'windows-1253') {
      // Cyrillic and Greek words are made of such letters only; in Latin words one stands among plain ones.
      score += inLatinWord ? -3 : standsAlone ? -1 : 1;
      continue;
    }
    if (!standsAlone) score -= 1;
    if (neighbours.some(isLowerByte))
      score += isLower(letter) ? 1 : isUpper(letter) && isLowerByte(neighbours[0] ?? 0) ? -2 : 0;
    else if (neighbours.some(isUpperByte)) score += isUpper(letter) ? 1 : -1;
  }
  return score;
}

const UPPER_HALF = Uint8Array.from({ length: 128 }, (_, at) => at + 0x80);

function isLowerByte(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isUpperByte(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isLower(letter: string): boolean {
  return letter !== letter.toUpperCase() || letter === 'ß';
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function decodeCp852(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes)
    text += byte < 0x80 ? String.fromCharCode(byte) : (CP852[byte - 0x80] ?? '');
  return text;
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte);
}

/** Of any bytes a tenth are signs that no text has. */
export function isBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- what is counted
  const signs = text.match(/[\u0001-\u0008\u000E-\u001F]/g) ?? [];
  return signs.length > text.length / 25;
}
