import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { withoutEntities } from '../entities.ts';
import { Unreadable } from '../unreadable.ts';

/** A mail as the postman brings it (RFC 5322), with what hangs on it. */
export type Mail = {
  /** Its text as lines; of a mail in HTML the cells of a row are parted by bars. */
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

const HEAD_BYTES = 16 * 1024;
const ATTACHMENTS_MAX = 30;
const TEXT_CHARS_MAX = 500_000;
const LIMITS = {
  attachmentEncoding: 'arraybuffer',
  maxNestingDepth: 32,
  maxHeadersSize: 512 * 1024,
  maxRfc822NestingDepth: 3,
} as const;

/** Whether these are the bytes of a mail: a block of headers that only mails have. */
export function isMail(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const lines = head.split(/\r?\n/);
  const end = lines.indexOf('');
  const block = lines.slice(0, end < 0 ? lines.length : end);
  if (!block.every((line) => /^[!-9;-~]+:|^[ \t]/.test(line))) return false;
  const names = new Set(block.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()));
  const postmans = ['received', 'return-path', 'message-id', 'mime-version'];
  return names.has('from') && postmans.some((name) => names.has(name));
}

/** Forwarded mails are opened as well. Throws `Unreadable` for what is damaged beyond reading. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const mail = await PostalMime.parse(bytes, LIMITS).catch(() => undefined);
  if (mail === undefined)
    throw new Unreadable('the mail cannot be taken apart', 'Save its attachment and bring that.');
  const kept = mail.attachments.filter(mayBeRead);
  if (kept.length > ATTACHMENTS_MAX)
    throw new Unreadable(
      `the mail has more than ${ATTACHMENTS_MAX} attachments`,
      'Save those that count and bring them.',
    );
  return {
    text: textOf(mail),
    attachments: kept.map(({ filename, content }, at) => ({
      name: plainName(filename) || `attachment ${at + 1}`,
      bytes:
        typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
    })),
  };
}

const NAME_CHARS_MAX = 200;

/** A stranger has chosen it. */
function plainName(name: string | null): string {
  return (name ?? '')
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, NAME_CHARS_MAX);
}

/** Pictures, signatures and appointments say nothing about a payment. */
function mayBeRead({ mimeType, related }: Attachment): boolean {
  return (
    !related && !/^(image|audio|video)\/|pkcs7-signature|pgp-signature|calendar/.test(mimeType)
  );
}

function textOf({ text = '', html = '' }: Email): string {
  const written = html === '' ? text : linesOfHtml(html.slice(0, TEXT_CHARS_MAX));
  return written.slice(0, TEXT_CHARS_MAX);
}

function linesOfHtml(html: string): string {
  const shown = html
    .replace(/\s+/g, ' ')
    .split(/<\/?(?:style|script|head|title)\b[^<>]{0,500}>/i)
    .filter((_, at) => at % 2 === 0)
    .join(' ');
  const lines = shown
    .replace(/<\/t[dh]\b[^<>]{0,500}>/gi, ' | ')
    .replace(/<(?:br|\/tr|\/p|\/div|\/li|\/h\d)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<[^<>]{1,5000}>/g, '');
  return withoutEntities(lines);
}
