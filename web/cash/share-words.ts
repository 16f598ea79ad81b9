/** '90.0 %, 371 of 412': a rate never stands without what it is a part of. */
export function shareWords(rate: number | null, part: number, of: number): string {
  if (rate === null || of === 0) return '–';
  const decimals = rate > 0.99 && rate < 1 ? 2 : 1;
  return `${(rate * 100).toFixed(decimals)} %, ${part.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`;
}

/** A tier without a sentence of its own is at least read as words. */
export function tierWords(name: string): string {
  if (!/^[a-z]+(_[a-z]+)+$/.test(name)) return name;
  const words = name.replaceAll('_', ', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
