import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

/** Argon2id with 19 MiB, two passes, one lane: the first choice of OWASP's password storage sheet. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** Hashing is dear on purpose; a flood of sign-ins must not take every core. */
const AT_ONCE = 2;

const hash = promisify<string, Argon2Parameters, Buffer>((algorithm, parameters, done) =>
  argon2(algorithm as 'argon2id', parameters, done),
);

/** The hash as text in the PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, MEMORY_KIB, PASSES, PARALLELISM);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${base64(salt)}$${base64(tag)}`;
}

export async function verifyPassword({
  hash: stored,
  password,
}: {
  readonly hash: string;
  readonly password: string;
}): Promise<boolean> {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!match) return false;
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const given = await derive(
    password,
    Buffer.from(salt, 'base64'),
    Number(memory),
    Number(passes),
    Number(lanes),
    expected.length,
  );
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function derive(
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
  tagLength = TAG_BYTES,
): Promise<Buffer> {
  await place();
  try {
    return await hash('argon2id', {
      message: password.normalize('NFKC'),
      nonce,
      memory,
      passes,
      parallelism,
      tagLength,
    });
  } finally {
    leave();
  }
}

let busy = 0;
const queue: (() => void)[] = [];

async function place(): Promise<void> {
  if (busy < AT_ONCE) {
    busy += 1;
    return;
  }
  await new Promise<void>((resolve) => queue.push(resolve));
}

function leave(): void {
  const next = queue.shift();
  if (next) next();
  else busy -= 1;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
