import type { Bai2Record } from './records.ts';
import { distributionsIn } from './summaries.ts';

/** Record 16 as it was written: code, amount in the smallest unit, funds, references and text. */
export type WrittenTransaction = {
  readonly typeCode: string;
  readonly amount: string;
  /** When the money can be used, as 'YYMMDD', if the record says a day. */
  readonly valueOn: string | undefined;
  readonly bankReference: string | undefined;
  readonly customerReference: string | undefined;
  /** One text for each line it was written on. */
  readonly text: readonly string[];
};

/** What a type code says of the direction: undefined for a status or a code nobody knows. */
export function directionOf(typeCode: string): 'in' | 'out' | undefined {
  const code = /^\d{3}$/.test(typeCode) ? Number(typeCode) : 0;
  if ((code >= 100 && code <= 399) || (code >= 920 && code <= 959)) return 'in';
  if ((code >= 400 && code <= 699) || (code >= 960 && code <= 999)) return 'out';
  if (code >= 720 && code <= 759) return 'in';
  if (code >= 760 && code <= 799) return 'out';
  return undefined;
}

/** Reversals, returned checks, deposits and ACH payments. */
const REVERSALS: ReadonlySet<string> = new Set(
  '250 251 252 255 256 257 258 266 550 551 552 555 556 557 558 559 561 566'.split(' '),
);

export function isReversal(typeCode: string): boolean {
  return REVERSALS.has(typeCode);
}

/**
 * Record 16: type code, amount, funds type, then as many fields as the funds type has, the two
 * references, and a text in which commas and slashes mean nothing.
 */
export function readTransaction(record: Bai2Record): WrittenTransaction {
  const fields = new FieldList(record.parts);
  const typeCode = fields.next();
  const amount = fields.next();
  const fundsType = fields.next();
  let valueOn: string | undefined;
  if (fundsType === 'V') {
    valueOn = fields.next();
    fields.next();
  } else if (fundsType === 'S') for (let at = 0; at < 3; at += 1) fields.next();
  else if (fundsType === 'D') {
    const distributions = distributionsIn(fields.next());
    for (let at = 0; at < distributions * 2; at += 1) fields.next();
  }
  const bankReference = fields.nextReference(2);
  const customerReference = fields.nextReference(1);
  return {
    typeCode,
    amount,
    valueOn: valueOn === '' ? undefined : valueOn,
    bankReference: provided(bankReference),
    customerReference: provided(customerReference),
    text: fields.rest(),
  };
}

/** What banks put where there is no reference. */
function provided(reference: string): string | undefined {
  return /^(|0+|nonref|none|n\/?a)$/i.test(reference) ? undefined : reference;
}

/** Hands out fields one by one, from the record and then from its continuations. */
class FieldList {
  private readonly left: string[];
  private isOnRecord = true;

  constructor(parts: readonly string[]) {
    this.left = [...parts];
  }

  next(): string {
    const [part] = this.left;
    if (part === undefined) return '';
    const comma = part.indexOf(',');
    if (comma < 0) {
      this.left.shift();
      this.isOnRecord = false;
    } else this.left[0] = part.slice(comma + 1);
    return (comma < 0 ? part : part.slice(0, comma)).trim();
  }

  /**
   * Some banks end the record before the references and go on with the text at once: a
   * continuation with fewer commas than fields are missing is such a text.
   */
  nextReference(missing: number): string {
    const commas = (this.left[0] ?? '').split(',').length - 1;
    return this.isOnRecord || commas >= missing ? this.next() : '';
  }

  rest(): string[] {
    return this.left.map((part) => part.trim()).filter((part) => part !== '');
  }
}
