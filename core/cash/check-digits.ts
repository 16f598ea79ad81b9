/**
 * Payment references that carry check digits. A reader of texts asks what a reference says without
 * them; which scheme it was hardly matters, because the payload must be a number of ours as well.
 */

/** The payee's reference inside an ISO 11649 creditor reference whose check digits are right. */
export function creditorReferenceBody(key: string): string | undefined {
  if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(key)) return undefined;
  const digits = (key.slice(4) + key.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return remainder97(digits) === 1 ? key.slice(4).replace(/^0+/, '') : undefined;
}

/** In pieces that a number holds exactly: many texts are looked through for such references. */
function remainder97(digits: string): number {
  let rest = 0;
  for (let at = 0; at < digits.length; at += 9)
    rest = Number(`${rest}${digits.slice(at, at + 9)}`) % 97;
  return rest;
}

/**
 * What a reference of digits says without its check digits, for every scheme that it passes: KID,
 * OCR, +71, viite, structured communication, QR reference. Short ones pass by accident.
 */
export function checkedPayloads(digits: string): string[] {
  const payloads = new Set<string>();
  const body = digits.slice(0, -1);
  const last = Number(digits.at(-1));
  if (digits.length >= 4 && digits.length <= 27) {
    if (passesMod10(digits)) {
      payloads.add(body);
      // A Swedish reference may end with its own length before the check digit.
      if (Number(digits.at(-2)) === digits.length % 10) payloads.add(digits.slice(0, -2));
    }
    if (weightedSum(body, [2, 3, 4, 5, 6, 7]) === last) payloads.add(body);
    if (finnishDigit(body) === last) payloads.add(body);
  }
  if (digits.length === 12 && passesMod97(digits)) payloads.add(digits.slice(0, -2));
  if (digits.length >= 16 && recursiveMod10(body) === last) payloads.add(body);
  return [...payloads].map((payload) => payload.replace(/^0+/, '')).filter((one) => one !== '');
}

/** Luhn: KID and OCR, and the Danish +71. */
export function passesMod10(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** The check digit of a KID by modulus 11; undefined where the remainder has none. */
function weightedSum(body: string, weights: readonly number[]): number | undefined {
  let sum = 0;
  for (let i = 0; i < body.length; i++)
    sum += Number(body[body.length - 1 - i]) * (weights[i % weights.length] ?? 0);
  const rest = sum % 11;
  if (rest === 0) return 0;
  return rest === 1 ? undefined : 11 - rest;
}

/** Viite: weights 7, 3, 1 from the right. */
function finnishDigit(body: string): number {
  const weights = [7, 3, 1];
  let sum = 0;
  for (let i = 0; i < body.length; i++)
    sum += Number(body[body.length - 1 - i]) * (weights[i % 3] ?? 0);
  return (10 - (sum % 10)) % 10;
}

/** Belgian structured communication: ten digits and their remainder by 97, which is never 0. */
function passesMod97(digits: string): boolean {
  const rest = Number(digits.slice(0, 10)) % 97;
  return Number(digits.slice(10)) === (rest === 0 ? 97 : rest);
}

const RECURSIVE = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** Swiss QR reference, and the older one of the orange slip. */
function recursiveMod10(body: string): number {
  let carry = 0;
  for (const digit of body) carry = RECURSIVE[(carry + Number(digit)) % 10] ?? 0;
  return (10 - carry) % 10;
}
