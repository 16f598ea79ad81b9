import {
  exactSum,
  isSameAmount,
  negated,
  statedAmount,
  type StatedAmount,
} from '../stated-amount.ts';

/** The amounts of an invoice as a whole, as far as it states them. */
export type InvoiceSums = Readonly<
  Record<
    | 'net'
    | 'tax'
    | 'gross'
    | 'prepaid'
    | 'rounding'
    | 'withheld'
    | 'lines'
    | 'allowances'
    | 'charges'
    | 'thirdParty',
    StatedAmount | undefined
  >
>;

/** What is to be paid where nothing is stated: gross less prepaid, plus rounding. */
export function payableBy(sums: InvoiceSums): StatedAmount | undefined {
  const { gross, prepaid, rounding, thirdParty } = sums;
  return (
    gross && statedAmount(total([gross, minus(prepaid), rounding, thirdParty]), gross.currency)
  );
}

/**
 * EN 16931 takes what is allowed off before the tax, UBL by itself after it; and tax that the
 * buyer withholds may be taken off the payable amount, or off the gross before.
 */
export function doesPayableAddUp(sums: InvoiceSums, payable: StatedAmount): boolean {
  const { gross, prepaid, rounding, thirdParty, allowances, charges, withheld } = sums;
  const usual = [gross, minus(prepaid), rounding, thirdParty];
  const after = [...usual, minus(allowances), charges];
  return [usual, after, [...usual, minus(withheld)], [...after, minus(withheld)]].some((parts) =>
    isSameAmount(total(parts), payable.exact),
  );
}

/** Where only some lines are taxed, the taxable amount is not all there is beside the tax. */
export function doesGrossAddUp(sums: InvoiceSums, gross: StatedAmount): boolean {
  const { net, tax, lines, allowances, charges, withheld } = sums;
  const ways = [
    [net, tax],
    [net, tax, minus(withheld)],
    ...(lines
      ? [
          [lines, tax],
          [lines, tax, minus(allowances), charges],
        ]
      : []),
  ];
  return ways.some((parts) => isSameAmount(total(parts), gross.exact));
}

function total(parts: readonly (StatedAmount | undefined)[]): string {
  return exactSum(parts.map((part) => part?.exact ?? '0'));
}

function minus(amount: StatedAmount | undefined): StatedAmount | undefined {
  return amount && negated(amount);
}
