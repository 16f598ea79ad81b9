/** '90.0 %, 371 of 412': a rate never stands without what it is a part of. */
export function shareWords(rate: number | null, part: number, of: number): string {
  if (rate === null || of === 0) return '–';
  const decimals = rate > 0.99 && rate < 1 ? 2 : 1;
  return `${(rate * 100).toFixed(decimals)} %, ${part.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`;
}

/** '0.999' as '99.9 %: one wrong in 1,000'. */
export function targetWords(target: string): string {
  const share = Number(target);
  const percent = `${Number((share * 100).toFixed(4))} %`;
  return share < 1
    ? `${percent}: one wrong in ${Math.round(1 / (1 - share)).toLocaleString('en-GB')}`
    : `${percent}: never wrong`;
}
