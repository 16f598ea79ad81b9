import type { BankStatement, FileProblem } from './bank-statement.ts';
import { exactSum, isSameAmount } from './stated-amount.ts';

/** Banks' own figures often do not add up. It is said and never repaired. */
export function balanceProblem(statement: BankStatement, where: string): FileProblem | undefined {
  const { opening, closing, lines } = statement;
  if (opening === undefined || closing === undefined) return undefined;
  if (opening.amount.currency !== closing.amount.currency) return undefined;
  const booked = lines.filter((line) => !line.pending);
  const amounts = booked.map((line) => line.amount);
  if (
    amounts.some((amount) => amount === undefined || amount.currency !== opening.amount.currency)
  ) {
    return undefined;
  }
  const moved = exactSum(amounts.map((amount) => amount?.exact ?? '0'));
  const end = exactSum([opening.amount.exact, moved]);
  if (isSameAmount(end, closing.amount.exact)) return undefined;
  return {
    where,
    what: `opening ${opening.amount.exact} and lines of ${moved} make ${end}, but the closing balance is ${closing.amount.exact}`,
    advice: 'The statement may be incomplete. Compare it with the account before you rely on it.',
    severity: 'warning',
  };
}

/** Whether opening and lines make the closing balance; undefined when the file does not say. */
export function addsUp(statement: BankStatement): boolean | undefined {
  if (statement.opening === undefined || statement.closing === undefined) return undefined;
  return balanceProblem(statement, '') === undefined;
}
