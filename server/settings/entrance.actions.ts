import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { COMPANY, isTimeZone } from '@goodterms/core/settings/company.ts';
import { isCommonPassword } from '@goodterms/core/settings/password.ts';
import { dayAt, type Actor, type Context, type House } from '../platform/context.ts';
import { asOwner, enterTenant, type Database } from '../platform/database.ts';
import { hashPassword } from '../platform/http/password-hash.ts';
import { record } from '../platform/journal.ts';
import { newToken, tokenHash } from '../platform/secret-token.ts';
import { allTenants, isDemo, makeTenant, renameTenant } from '../platform/tenant.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { insertMember } from './member.store.ts';
import { replaceSetUpLink, useInvitation, useSetUpLink } from './one-time-link.store.ts';
import { changeSetting } from './setting.actions.ts';
import { readSetting } from './setting.queries.ts';
import { anyUser, firstUser, insertUser } from './user.store.ts';

const SET_UP_VALID_MS = 60 * 60 * 1000;

/**
 * The token of the link that the first start prints, good for 60 minutes and for one use. Undefined
 * when somebody can sign in already. A later start makes a new one; the older is void.
 */
export async function makeSetUpToken(house: House): Promise<string | undefined> {
  return asOwner(house.pool, async (db) => {
    if (await anyUser(db)) return undefined;
    const token = newToken();
    const now = house.clock.now();
    await replaceSetUpLink(db, tokenHash(token), now, new Date(now.getTime() + SET_UP_VALID_MS));
    return token;
  });
}

export type Entrance = { readonly needsSetup: boolean; readonly isDemo: boolean };

export async function readEntrance(house: House): Promise<Entrance> {
  return asOwner(house.pool, async (db) => ({
    needsSetup: !(await anyUser(db)),
    isDemo: await isDemo({ db }),
  }));
}

export type Founding = {
  readonly token: string;
  readonly companyName: string;
  readonly timeZone: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

type SetUpRefusal =
  | 'link_must_be_valid'
  | 'setup_must_be_open'
  | 'time_zone_must_exist'
  | 'password_must_not_be_common';

/** Makes the company, its owner and the owner's account, all or nothing. Answers the user's id. */
export async function setUp(house: House, given: Founding): Promise<Outcome<string, SetUpRefusal>> {
  const { companyName, timeZone, name, password } = given;
  const email = given.email.toLowerCase();
  const passwordHash = await hashPassword(password);
  return declining(house, async (db) => {
    const now = house.clock.now();
    if (!(await useSetUpLink(db, tokenHash(given.token), now))) return refuse('link_must_be_valid');
    if (await anyUser(db)) return refuse('setup_must_be_open');
    if (!isTimeZone(timeZone)) return refuse('time_zone_must_exist');
    if (isCommonPassword(password, [email, name, companyName]))
      return refuse('password_must_not_be_common');

    const userId = await insertUser(db, { name, email, passwordHash });
    if (userId === undefined) return refuse('setup_must_be_open');
    const tenantId = await tenantToFound(db, companyName);
    const actor: Actor = { kind: 'user', id: userId };
    const ctx: Context = { db, tenantId, actor, now, today: dayAt(now, timeZone) };
    await insertMember(ctx, { userId, name, email, role: 'owner' });
    const { value: company } = await readSetting(ctx, COMPANY);
    const chosen = await changeSetting(ctx, COMPANY, { ...company, name: companyName, timeZone });
    if (!chosen.accepted) return refuse('time_zone_must_exist');
    await record(ctx, { fact: 'settings.company_set_up', data: { userId } });
    return accept(userId);
  });
}

export async function acceptInvitation(
  house: House,
  given: { readonly token: string; readonly name: string; readonly password: string },
): Promise<Outcome<string, 'link_must_be_valid' | 'password_must_not_be_common'>> {
  const { token, name, password } = given;
  const passwordHash = await hashPassword(password);
  return declining(house, async (db) => {
    const now = house.clock.now();
    const link = await useInvitation(db, tokenHash(token), now);
    if (!link) return refuse('link_must_be_valid');
    const { id: invitationId, tenantId, email, role } = link;
    if (isCommonPassword(password, [email, name])) return refuse('password_must_not_be_common');

    // An invitation never touches an account that exists: whoever holds the link is not its owner.
    const userId = await insertUser(db, { name, email, passwordHash });
    if (userId === undefined) return refuse('link_must_be_valid');
    await enterTenant(db, tenantId);
    const { value: company } = await readSetting({ db, tenantId }, COMPANY);
    const actor: Actor = { kind: 'user', id: userId };
    const ctx: Context = { db, tenantId, actor, now, today: dayAt(now, company.timeZone) };
    await insertMember(ctx, { userId, name, email, role });
    await record(ctx, { fact: 'settings.member_joined', data: { userId, invitationId, role } });
    return accept(userId);
  });
}

/** The user that one click makes you, where the demo runs. */
export async function demoUser(house: House): Promise<Outcome<string, 'must_be_the_demo'>> {
  return asOwner(house.pool, async (db) => {
    const userId = (await isDemo({ db })) ? await firstUser(db) : undefined;
    return userId === undefined ? refuse('must_be_the_demo') : accept(userId);
  });
}

/** A company that a command has made already, and in which nobody works yet, is taken over. */
async function tenantToFound(db: Database, name: string): Promise<TenantId> {
  const [existing] = await allTenants(db);
  if (!existing) return makeTenant(db, name);
  await renameTenant(db, { id: existing.id, name });
  await enterTenant(db, existing.id);
  return existing.id;
}

/** A refusal undoes what was done before it: a link that was tried in vain is not used up. */
async function declining<Reason extends string>(
  house: House,
  work: (db: Database) => Promise<Outcome<string, Reason>>,
): Promise<Outcome<string, Reason>> {
  let refused: Outcome<string, Reason> | undefined;
  try {
    return await asOwner(house.pool, async (db) => {
      const outcome = await work(db);
      if (outcome.accepted) return outcome;
      refused = outcome;
      throw new Error('Expected: a refusal that rolls back');
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}
