import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Actor, Context } from '../platform/context.ts';
import { dayAt } from '../platform/context.ts';
import type { Database } from '../platform/database.ts';
import { hashPassword } from '../platform/http/password-hash.ts';
import { record } from '../platform/journal.ts';
import { newToken } from '../platform/secret-token.ts';
import { declareDemo, makeTenant } from '../platform/tenant.ts';
import { insertMember } from './member.store.ts';
import { insertUser } from './user.store.ts';

export type Colleague = { readonly name: string; readonly email: string; readonly role: Role };

export type DemoFounding = {
  readonly companyName: string;
  readonly timeZone: string;
  readonly colleagues: readonly Colleague[];
  readonly actor: Actor;
  readonly now: Date;
};

/**
 * Makes an invented company in the transaction of the owner of the schema, and declares the whole
 * installation a demo, from which no mail leaves. Nobody knows the passwords: one click signs in as
 * the first colleague, on this machine only. The context that comes back works in that company.
 */
export async function foundDemo(
  db: Database,
  { companyName, timeZone, colleagues, actor, now }: DemoFounding,
): Promise<{ ctx: Context; userIds: readonly string[] }> {
  const users: string[] = [];
  for (const { name, email } of colleagues) {
    const userId = await insertUser(db, {
      name,
      email,
      passwordHash: await hashPassword(newToken()),
    });
    if (userId === undefined) throw new Error('Expected: a demo moves into an empty house');
    users.push(userId);
  }
  await declareDemo(db);
  const tenantId: TenantId = await makeTenant(db, companyName);
  const ctx: Context = { db, tenantId, actor, now, today: dayAt(now, timeZone) };
  for (const [i, colleague] of colleagues.entries())
    await insertMember(ctx, { userId: users[i] ?? '', ...colleague });
  await record(ctx, { fact: 'settings.demo_moved_in', data: { members: users.length } });
  return { ctx, userIds: users };
}
