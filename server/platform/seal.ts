import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps what a tenant entrusts to us unreadable in the database and in its backups. */
export type Seal = {
  /** `about` says what and whose it is: what was sealed for one thing does not open as another. */
  seal(text: string, about: string): string;
  /** Undefined when it was sealed with another key, or for something else, or was changed. */
  unseal(sealed: string, about: string): string | undefined;
};

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names the way of sealing, so that a later way can be told apart. */
const VERSION = 'v1';

export function sealWith(key: Uint8Array): Seal {
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, nonce, body, cipher.getAuthTag()]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.');
    },
    unseal(sealed, about) {
      const [version, nonce = '', body = '', tag = ''] = sealed.split('.');
      if (version !== VERSION) return undefined;
      try {
        const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(about));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        const text = [decipher.update(Buffer.from(body, 'base64url')), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
