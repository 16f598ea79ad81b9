import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { mayGive, type Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { newToken, tokenHash } from '../platform/secret-token.ts';
import { insertApiKey, lockApiKey, setRevoked } from './api-key.store.ts';

const PREFIX = 'gt_';
/** Enough to recognise a key by, far too little to guess the rest. */
const SHOWN_CHARACTERS = PREFIX.length + 6;
const DAY_MS = 24 * 60 * 60 * 1000;

export type KeyDraft = {
  readonly name: string;
  readonly role: Role;
  readonly expiresInDays?: number | undefined;
};

/** The key is in the answer and nowhere else: only its hash is kept. */
export async function makeApiKey(
  ctx: Context,
  by: Role,
  { name, role, expiresInDays }: KeyDraft,
): Promise<Outcome<{ id: string; key: string }, 'role_must_not_exceed_own'>> {
  if (!mayGive(by, role)) return refuse('role_must_not_exceed_own');
  const key = `${PREFIX}${newToken()}`;
  const expiresAt =
    expiresInDays === undefined ? undefined : new Date(ctx.now.getTime() + expiresInDays * DAY_MS);
  const prefix = key.slice(0, SHOWN_CHARACTERS);
  const id = await insertApiKey(ctx, { name, role, prefix, secret: tokenHash(key), expiresAt });
  await record(ctx, { fact: 'settings.api_key_made', data: { keyId: id, role } });
  return accept({ id, key });
}

export async function revokeApiKey(
  ctx: Context,
  by: Role,
  id: string,
): Promise<Outcome<true, 'role_must_not_exceed_own' | 'not_found'>> {
  const found = await lockApiKey(ctx, id);
  if (!found) return refuse('not_found');
  if (!mayGive(by, found.role)) return refuse('role_must_not_exceed_own');
  if (found.isRevoked) return accept(true);

  await setRevoked(ctx, id);
  await record(ctx, { fact: 'settings.api_key_revoked', data: { keyId: id } });
  return accept(true);
}
