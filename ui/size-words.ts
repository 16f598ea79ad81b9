const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** '734 bytes', '1.2 MB': the size of a file, as people compare it. */
export function sizeWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${size.toFixed(power > 0 && size < 10 ? 1 : 0)} ${UNITS[power]}`;
}
