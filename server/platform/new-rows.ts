import { withKeysKnown } from './bulk.ts';
import { asTable, integers, type Column } from './columns.ts';
import type { Context } from './context.ts';
import { sql } from './database.ts';
import { newIds } from './taken-ids.ts';

/** How the rows of a table are written. Its ids come from a sequence of its own. */
export type RowsOf<Row> = {
  readonly table: string;
  /** Without the tenant and the id; what the table fills in by itself is left out. */
  readonly columns: (rows: readonly Row[]) => Readonly<Record<string, Column>>;
};

/** The driver copies what a statement carries several times. */
const ROWS_AT_ONCE = 10_000;

/**
 * Inserts rows, each part of many with one statement; their ids come back in their order. Whatever
 * they name is locked, or was inserted by the same transaction.
 */
export async function insertRows<NewId extends string, Row>(
  ctx: Context,
  { table, columns }: RowsOf<Row>,
  rows: readonly Row[],
): Promise<NewId[]> {
  if (rows.length === 0) return [];
  const ids = await newIds<NewId>(ctx, `${table}_id_seq`, rows.length);
  await withKeysKnown(ctx, rows.length, async () => {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const until = at + ROWS_AT_ONCE;
      const values = { id: integers(ids.slice(at, until)), ...columns(rows.slice(at, until)) };
      const names = sql.join(Object.keys(values).map((name) => sql.ref(name)));
      await sql`
        insert into ${sql.table(table)} (tenant_id, ${names}) overriding system value
        select ${ctx.tenantId}::uuid, ${names} from ${asTable(values)} as d`.execute(ctx.db);
    }
  });
  return ids;
}
