import { parseDay } from '@goodterms/core/kernel/day.ts';
import type { Id } from '@goodterms/core/kernel/id.ts';
import { moneyText, parseCurrency, parseMoney, type Money } from '@goodterms/core/kernel/money.ts';
import { z } from 'zod';

/** Text from outside becomes a core type here, once; past this point nobody parses again. */

export const dayField = z.string().transform((text, check) => {
  const day = parseDay(text);
  if (day === undefined)
    check.addIssue({
      code: 'custom',
      message: 'is not a day like 2026-03-01, of the years 1800 to 2999',
    });
  return day ?? z.NEVER;
});

export const moneyField = z
  .strictObject({ amount: z.string().max(24), currency: z.string().length(3) })
  .transform(({ amount, currency }, check) => {
    const code = parseCurrency(currency);
    const money = code && parseMoney(amount, code);
    if (money === undefined)
      check.addIssue({
        code: 'custom',
        message:
          'is not an exact amount like 1250.00 in a currency like EUR, of seventeen digits at most',
      });
    return money ?? z.NEVER;
  });

/** An id as it travels: digits as text. */
export function idField<Kind extends string>() {
  return z
    .string()
    .regex(/^\d{1,18}$/, 'is not an id')
    .transform((text) => text as Id<Kind>);
}

export const trueFalseField = z
  .enum(['true', 'false'])
  .optional()
  .transform((text) => text === 'true');

/** Pages by key: the cursor comes from the page before and means nothing to the caller. */
export const pageFields = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).optional(),
};

/** As they travel in replies. */
export const moneyJson = z.object({ amount: z.string(), currency: z.string() });
export const dayJson = z.string();
export const momentJson = z.string();
export type MoneyJson = z.output<typeof moneyJson>;

export function toMoneyJson(of: Money): MoneyJson {
  return { amount: moneyText(of), currency: of.currency };
}

export const doneReply = z.object({ done: z.literal(true) });
export const madeReply = z.object({ id: z.string() });

/** What is wrong with a file or doubtful in it: where, what, and what to do. */
export const fileProblemJson = z.object({
  where: z.string(),
  what: z.string(),
  advice: z.string(),
  severity: z.enum(['warning', 'error']),
});
