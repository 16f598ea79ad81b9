import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { Client, type QueryConfig } from 'pg';

const KEEP_PLAN = '/* plan kept */';

/**
 * For a statement that costs more to plan than to run, and is asked all day: each connection plans
 * it a few times and then keeps the plan. A part of a statement marks the whole. Between us and the
 * server, a pooler by transaction must know named statements: PgBouncer does from 1.21 on.
 */
export function planKept<Row>(query: RawBuilder<Row>): RawBuilder<Row> {
  return sql<Row>`${sql.raw(KEEP_PLAN)} ${query}`;
}

const names = new Map<string, string>();

/**
 * A connection that names such statements, which is how PostgreSQL is told to keep their plan, and
 * that says who enters a transaction in the same breath as that it begins.
 */
export class KeepingClient extends Client {
  /** A statement that is to be the first of the next transaction. */
  entering: string | undefined;

  // oxlint-disable-next-line typescript/no-explicit-any -- the driver's own overloads have no common shape
  override query(first: any, ...rest: any[]): any {
    if (first === 'begin' && this.entering !== undefined) return this.#enter(this.entering);
    if (typeof first !== 'string' || !first.includes(KEEP_PLAN))
      return super.query(first, ...(rest as []));
    const [values] = rest as [unknown[]];
    const named: QueryConfig = { name: nameOf(first), text: first, values };
    return super.query(named);
  }

  async #enter(entering: string): Promise<unknown> {
    this.entering = undefined;
    try {
      return await super.query(`begin; ${entering}`);
    } catch (error) {
      // Whoever may not enter has begun all the same.
      await super.query('rollback');
      throw error;
    }
  }
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `kept_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}
