import { randomUUID } from 'node:crypto';
import { first, rows, sql, sqlState, type Database } from '../platform/database.ts';

/**
 * Somebody who can sign in with a password. Written in the transaction that makes their
 * membership, so there is never one without the other. Undefined when the address is taken.
 */
export async function insertUser(
  db: Database,
  given: { readonly name: string; readonly email: string; readonly passwordHash: string },
): Promise<string | undefined> {
  const id = randomUUID();
  try {
    await rows(
      { db },
      sql`
      with made as (
        insert into auth.user (id, name, email, email_verified)
        values (${id}, ${given.name}, ${given.email}, true)
        returning id)
      insert into auth.account (id, account_id, provider_id, user_id, password)
      select ${randomUUID()}, id, 'credential', id, ${given.passwordHash} from made`,
    );
  } catch (error) {
    if (sqlState(error) === '23505') return undefined;
    throw error;
  }
  return id;
}

export async function anyUser(db: Database): Promise<boolean> {
  const found = await first({ db }, sql`select 1 from auth.user limit 1`);
  return found !== undefined;
}

/** The first who was made: in the demo, the person one becomes by one click. */
export async function firstUser(db: Database): Promise<string | undefined> {
  const found = await first<{ id: string }>(
    { db },
    sql`select id from auth.user order by created_at, id limit 1`,
  );
  return found?.id;
}
