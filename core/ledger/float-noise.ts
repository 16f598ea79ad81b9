/**
 * A spreadsheet that counts in binary writes 19.99 as 19.990000000000002. Nine or more decimals
 * that begin with six noughts or nines after the third are that noise and no fractions of a cent.
 */
export function withoutFloatNoise(exact: string): string {
  if (exact.length < 11) return exact;
  const [whole = '', fraction = ''] = exact.split('.');
  if (fraction.length < 9) return exact;
  if (/^\d{3}0{6}/.test(fraction)) return `${whole}.${fraction.slice(0, 3)}`;
  if (!/^\d{3}9{6}/.test(fraction)) return exact;
  const thousandths = BigInt(whole.replace('-', '') + fraction.slice(0, 3)) + 1n;
  const digits = thousandths.toString().padStart(4, '0');
  return `${exact.startsWith('-') ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
