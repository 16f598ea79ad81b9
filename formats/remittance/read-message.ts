import { isMail, readMail, type Mail } from '../mail/read-mail.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { isWorkbook } from '../xlsx/sheet.ts';
import { isZip, namesIn, unzip } from '../zip.ts';
import { readRemittance } from './read.ts';
import type { RemittanceAdvice, RemittanceHints } from './remittance.ts';

/** What a file says of payments; a mail may carry several advices. */
export type RemittancesReading =
  | {
      readonly readable: true;
      readonly advices: readonly { readonly name: string; readonly advice: RemittanceAdvice }[];
      /** What hung on a mail beside them and is no advice. */
      readonly unread: readonly { readonly name: string; readonly refusal: Refusal }[];
    }
  | { readonly readable: false; readonly refusal: Refusal };

/** Each is read as carefully as one that comes alone. */
const ARCHIVE_FILES_MAX = 50;
const ARCHIVE_BYTES_MAX = 50 * 1024 * 1024;

type Part = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Reads an advice, those in an archive, or a mail: each of its attachments that is an advice, and
 * where none is, what the mail itself says. Never throws for what stands in a file.
 */
export async function readRemittances(
  { name, bytes }: Part,
  hints: RemittanceHints = {},
): Promise<RemittancesReading> {
  try {
    if (isMail(bytes)) return adviceIn(name, await readMail(bytes), hints);
    const { advices, unread } = readAll([{ name, bytes }], hints);
    const [first] = unread;
    if (advices.length > 0 || !first) return { readable: true, advices, unread };
    return { readable: false, refusal: first.refusal };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function adviceIn(name: string, mail: Mail, hints: RemittanceHints): RemittancesReading {
  const attached = readAll(mail.attachments, hints);
  if (attached.advices.length > 0) return { readable: true, ...attached };
  const own = readAll([{ name, bytes: new TextEncoder().encode(mail.text) }], hints);
  if (own.advices.length > 0)
    return { readable: true, advices: own.advices, unread: attached.unread };
  const [first] = [...attached.unread, ...own.unread];
  return {
    readable: false,
    refusal: {
      what: `neither the mail nor what hangs on it is an advice${first ? `: ${first.refusal.what}` : ''}`,
      advice: first?.refusal.advice ?? 'Ask the payer for a list with invoice numbers and amounts.',
    },
  };
}

/** Archives among them are opened; what is no advice stops no other. */
function readAll(parts: readonly Part[], hints: RemittanceHints) {
  const advices: { name: string; advice: RemittanceAdvice }[] = [];
  const unread: { name: string; refusal: Refusal }[] = [];
  for (const part of parts) {
    for (const one of partsOf(part)) {
      const { name } = one;
      const reading =
        'refusal' in one
          ? ({ ...one, readable: false } as const)
          : readRemittance(one.bytes, hints);
      if (reading.readable) advices.push({ name, advice: reading.advice });
      else unread.push({ name, refusal: reading.refusal });
    }
  }
  return { advices, unread };
}

/** The files of an archive, or why it cannot be opened; a workbook is an archive too, and one file. */
function partsOf(part: Part): readonly (Part | { name: string; refusal: Refusal })[] {
  const { name, bytes } = part;
  try {
    if (!isZip(bytes) || isWorkbook(namesIn(bytes))) return [part];
    const files = unzip(bytes, { bytesMax: ARCHIVE_BYTES_MAX });
    if (files.length > 0 && files.length <= ARCHIVE_FILES_MAX) return files;
    const advice = `Send one with 1 to ${ARCHIVE_FILES_MAX} advices.`;
    return [{ name, refusal: { what: `the archive holds ${files.length} files`, advice } }];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ name, refusal: { what: error.what, advice: error.advice } }];
  }
}
