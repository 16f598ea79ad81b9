import type { FileProblem } from './bank-statement.ts';

/** Said once for a file: without a currency no amount is exact enough to be booked. */
export function noCurrency(): FileProblem {
  return {
    where: 'file',
    what: 'the file names no currency',
    advice: 'Its lines are shown and cannot be booked until somebody says the currency.',
    severity: 'warning',
  };
}
