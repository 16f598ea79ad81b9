import type { ShippedPrecision, TierName } from './tier-record.ts';
import { tierAndCoarser } from './tier-name.ts';
import { SHIPPED } from './shipped-record.ts';

/** Lines of a coarser tier count for a finer one as if it had so many of its own. */
const BORROWED_LINES = 8;
/** Amount, doubts, source and payer: so much of a tier must have been measured itself. */
const MEASURED_PARTS = 4;
const MEASURED_LINES_AT_LEAST = 8;
const RECORD = countedRecord(SHIPPED);
const remembered = new Map<TierName, ShippedPrecision>();

/**
 * What was measured of a tier before the product was shipped. A tier that was seen seldom borrows
 * from the coarser ones that it is part of; one that was hardly seen at all has no lines.
 */
export function shippedPrecision(name: TierName): ShippedPrecision {
  const known = remembered.get(name);
  if (known) return known;
  let precision = 0.5;
  let lines = 0;
  for (const tier of tierAndCoarser(name).toReversed()) {
    const [right, all] = RECORD.get(tier) ?? [0, 0];
    if (tier.split('/').length <= MEASURED_PARTS) lines = all;
    if (all > 0) precision = (right + precision * BORROWED_LINES) / (all + BORROWED_LINES);
  }
  const shipped = { precision, lines: lines < MEASURED_LINES_AT_LEAST ? 0 : lines };
  remembered.set(name, shipped);
  return shipped;
}

/** A line for each tier without its last part, which follows with `right/all`: `full 98/98`. */
function countedRecord(text: string): Map<TierName, [right: number, all: number]> {
  const record = new Map<TierName, [number, number]>();
  for (const line of text.trim().split('\n')) {
    const [tier = '', ...counts] = line.split(' ');
    for (let i = 0; i + 1 < counts.length; i += 2) {
      const [right = 0, all = 0] = (counts[i + 1] ?? '').split('/').map(Number);
      for (const name of tierAndCoarser(`${tier}/${counts[i]}`)) {
        const sum = record.get(name) ?? [0, 0];
        record.set(name, [sum[0] + right, sum[1] + all]);
      }
    }
  }
  return record;
}
