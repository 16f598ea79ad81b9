import { moneyText, type Money } from '@goodterms/core/kernel/money.ts';
import type { RemittanceAdvice } from './remittance.ts';

/** The form in which an advice is printed and sent: decimal texts, days, null for absent. */
export function remittanceDocument(advice: RemittanceAdvice) {
  return {
    format: advice.format,
    payerName: advice.payerName ?? null,
    payerAccount: advice.payerAccount ?? null,
    paidOn: advice.paidOn ?? null,
    total: amount(advice.total),
    currency:
      advice.total?.currency ?? advice.lines.find((line) => line.amount)?.amount?.currency ?? null,
    reference: advice.reference ?? null,
    lines: advice.lines.map((line) => ({
      where: line.where,
      reference: line.reference,
      documentDate: line.documentDate ?? null,
      amount: amount(line.amount),
      gross: amount(line.gross),
      discount: amount(line.discount),
      deductionReason: line.deductionReason ?? null,
    })),
    problems: advice.problems.map(({ where, what, advice: todo, severity }) => ({
      where,
      what,
      advice: todo,
      severity,
    })),
  };
}

export type RemittanceDocument = ReturnType<typeof remittanceDocument>;

function amount(of: Money | undefined): string | null {
  return of === undefined ? null : moneyText(of);
}
