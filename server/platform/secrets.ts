import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment } from './environment.ts';
import { CannotStart, giveToOwnerOf } from './postgres-program.ts';

/** What only this installation knows. Never in a backup of the data, a log or an export. */
export type Secrets = {
  /** Signs sessions. */
  readonly auth: string;
  /** Seals what a tenant entrusts to us, such as the password of its mail server: 32 bytes. */
  readonly sealing: Uint8Array;
};

const BYTES = 32;

/**
 * From GOODTERMS_AUTH_SECRET and GOODTERMS_SEALING_KEY (or the files that `…_FILE` names), else
 * from `secrets.json` in the data folder, made the first time with 0600.
 */
export function openSecrets(dataFolder: string): Secrets {
  const auth = environment('GOODTERMS_AUTH_SECRET');
  const sealing = environment('GOODTERMS_SEALING_KEY');
  const kept =
    auth === undefined || sealing === undefined ? kept0600(dataFolder) : { auth, sealing };
  return {
    auth: longEnough('GOODTERMS_AUTH_SECRET', auth ?? kept.auth),
    sealing: key(sealing ?? kept.sealing),
  };
}

type Kept = { readonly auth: string; readonly sealing: string };

function kept0600(dataFolder: string): Kept {
  const file = join(dataFolder, 'secrets.json');
  if (!statSync(file, { throwIfNoEntry: false })) writeNew(file);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    throw new CannotStart(`${file} cannot be read. It belongs to the user who first started here.`);
  }
}

/** Written aside and then linked into place: two processes at once agree on the first. */
function writeNew(file: string): void {
  const aside = `${file}.${process.pid}`;
  const kept: Kept = { auth: newSecret(), sealing: newSecret() };
  writeFileSync(aside, JSON.stringify(kept), { mode: 0o600, flag: 'w', flush: true });
  giveToOwnerOf(dirname(file), aside);
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function newSecret(): string {
  return randomBytes(BYTES).toString('base64');
}

function longEnough(name: string, secret: string): string {
  if (Buffer.byteLength(secret) < BYTES)
    throw new CannotStart(`${name} is shorter than ${BYTES} bytes.`);
  return secret;
}

function key(base64: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== BYTES)
    throw new CannotStart(`GOODTERMS_SEALING_KEY is not ${BYTES} bytes in base64.`);
  return bytes;
}
