import type { Check, CheckName } from '@goodterms/core/collections/contact-gate.ts';
import type { ExclusionReason } from '@goodterms/core/collections/chaseable-remainder.ts';
import type { DecisionFacts } from '@goodterms/core/collections/decision-facts.ts';
import type { Because, DecisionAction } from '@goodterms/core/collections/dunning.ts';
import type { DecisionInWords } from '@goodterms/core/collections/reason-sentence.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** What a decision is told from; the columns of DECISION_COLUMNS. */
export type DecisionTextRow = {
  readonly action: DecisionAction;
  readonly because: Because;
  readonly level: number | null;
  readonly reasons: ReasonsJson;
};

/** As `decision.store.ts` writes it: what is empty was left out. */
export type ReasonsJson = {
  readonly overdue: AmountsJson;
  /** Left out when all that is overdue may be asked for. */
  readonly chaseable?: AmountsJson;
  readonly exclusions?: readonly {
    readonly reason: ExclusionReason;
    readonly amount: string;
    readonly currency: Currency;
    readonly on?: Day;
  }[];
  readonly checks?: readonly (Omit<Check, 'check'> & { readonly check: CheckName })[];
  readonly facts: Partial<DecisionFacts> & Pick<DecisionFacts, 'today'>;
};

type AmountsJson = Readonly<Record<string, string>>;

/** The table is called `d`. */
export const DECISION_COLUMNS = sql`d.action, d.because, d.level, d.reasons`;

/** The newest day, up to today, on which anything was decided. */
export async function lastDecidedDay(ctx: Context): Promise<Day | undefined> {
  const row = await first<{ day: Day }>(
    ctx,
    sql`
    select business_day as day
      from decision
     where tenant_id = ${ctx.tenantId} and business_day <= ${ctx.today}::date
     order by business_day desc limit 1`,
  );
  return row?.day;
}

/** As the rule gave it; what was left out when it was kept was zero or absent. */
export function inWords({ action, because, level, reasons }: DecisionTextRow): DecisionInWords {
  const { overdue, chaseable = overdue, exclusions = [], checks = [], facts } = reasons;
  return {
    action,
    because,
    level: level ?? undefined,
    chaseable: amountsOf(chaseable),
    overdue: amountsOf(overdue),
    exclusions: exclusions.map((part) => ({ ...part, amount: BigInt(part.amount) })),
    failed: checks,
    facts: { overdueItems: 0, lastLevel: 0, brokenPromises: 0, ...facts },
  };
}

export function amountsOf(amounts: AmountsJson): Money[] {
  return Object.entries(amounts).map(([code, minor]) => money(BigInt(minor), code as Currency));
}
