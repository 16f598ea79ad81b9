import { isMail, readMail, type Mail } from '../mail/read-mail.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
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

type Part = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Reads an advice, or a mail: each of its attachments that is an advice, and where none is, what the
 * mail itself says. Never throws for what stands in a file.
 */
export async function readRemittances(
  { name, bytes }: Part,
  hints: RemittanceHints = {},
): Promise<RemittancesReading> {
  if (!isMail(bytes)) {
    const reading = readRemittance(bytes, hints);
    return reading.readable
      ? { readable: true, advices: [{ name, advice: reading.advice }], unread: [] }
      : reading;
  }
  try {
    return adviceIn(name, await readMail(bytes), hints);
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

function readAll(parts: readonly Part[], hints: RemittanceHints) {
  const advices: { name: string; advice: RemittanceAdvice }[] = [];
  const unread: { name: string; refusal: Refusal }[] = [];
  for (const { name, bytes } of parts) {
    const reading = readRemittance(bytes, hints);
    if (reading.readable) advices.push({ name, advice: reading.advice });
    else unread.push({ name, refusal: reading.refusal });
  }
  return { advices, unread };
}
