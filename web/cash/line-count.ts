/** How a line begins in each format of bank files; of a table every row is one. */
const BEGINNINGS = [
  /<(?:\w+:)?Ntry[\s>]/g, // camt
  /^:61:/gm, // MT940, MT942
  /<STMTTRN>/gi, // OFX
  /^16,/gm, // BAI2
  /^\^/gm, // QIF
];

/** About how many lines a bank file has, for people who wait; undefined where it cannot be told. */
export function aboutHowManyLines(name: string, text: string): number | undefined {
  const counts = BEGINNINGS.map((beginning) => text.match(beginning)?.length ?? 0);
  const most = Math.max(...counts);
  if (most > 0) return most;
  return /\.(?:csv|tsv|txt)$/i.test(name)
    ? Math.max(0, text.trim().split('\n').length - 1)
    : undefined;
}
