import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';
import { HOUSE_INVARIANTS, SCHEMA_INVARIANTS } from './house-invariants.queries.ts';
import { MATCHING_INVARIANTS } from './matching-invariants.queries.ts';
import { MESSAGE_INVARIANTS } from './message-invariants.queries.ts';
import { MONEY_INVARIANTS, type Invariant } from './money-invariants.queries.ts';
import { SHORT_PAYMENT_INVARIANTS } from './short-payment-invariants.queries.ts';

export type Violation = { readonly ref: string; readonly detail: string };

export type Finding = {
  readonly id: string;
  readonly sentence: string;
  /** The SQL that looks for cases in which the sentence is false. */
  readonly query: string;
  readonly isNotice: boolean;
  readonly violations: number;
  readonly examples: readonly Violation[];
};

export const INVARIANTS: readonly Invariant[] = [
  ...MONEY_INVARIANTS,
  ...MATCHING_INVARIANTS,
  ...SHORT_PAYMENT_INVARIANTS,
  ...MESSAGE_INVARIANTS,
  ...HOUSE_INVARIANTS,
  {
    id: 'I25',
    sentence: 'A company sees its own rows and nobody else’s.',
    violations: () =>
      sql.join(
        SCHEMA_INVARIANTS.map(
          ({ id, violations }) =>
            sql`select ${id} || ' ' || s.ref as ref, s.detail from (${violations()}) s`,
        ),
        sql` union all `,
      ),
  },
];

const EXAMPLES_EACH = 20;

/** Asks every invariant of a company's books; reads only. */
export async function audit(
  ctx: Context,
  invariants: readonly Invariant[] = INVARIANTS,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, sentence, violations, isNotice = false } of invariants) {
    const query = violations(ctx);
    const found = await rows<Violation & { total: bigint }>(
      ctx,
      sql`
      select ref, detail, count(*) over () as total
        from (${query}) as violation (ref, detail)
       order by ref
       limit ${EXAMPLES_EACH}`,
    );
    findings.push({
      id,
      sentence,
      query: textOf(ctx, query),
      isNotice,
      violations: Number(found[0]?.total ?? 0n),
      examples: found.map(({ ref, detail }) => ({ ref, detail })),
    });
  }
  return findings;
}

/** Whether something of ours is broken; notices are only shown. */
export function isBroken(findings: readonly Finding[]): boolean {
  return findings.some(({ violations, isNotice }) => violations > 0 && !isNotice);
}

function textOf({ db }: Context, query: RawBuilder<unknown>): string {
  return query.compile(db).sql.replaceAll(/\s+/g, ' ').trim();
}
