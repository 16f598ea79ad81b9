import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A secret that is handed out once; only its hash is kept. 32 random bytes need no salt. */
export function newToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
