import { readDetails } from '../mt940/details.ts';
import type { Details } from '../mt940/field-86.ts';

/** Without the quotation marks that keep a spreadsheet from counting with a number. */
export function unquoted(written: string | undefined): string | undefined {
  return written?.replace(/^'+|'+$/g, '') || undefined;
}

/** An IBAN without blanks. */
export function accountText(written: string | undefined): string | undefined {
  // 'FI21 1234 5600 0007 85 / OKOYFIHH' names the bank too.
  const text = unquoted(written)?.replace(/ ?\/ ?[A-Z]{6}[A-Z\d]{2,5}$/, '');
  const compact = text?.replaceAll(' ', '');
  if (compact !== undefined && /^0+$/.test(compact)) return undefined;
  return compact !== undefined && /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact) ? compact : text;
}

/** Banks that put the text of their MT940 into a column: '/TRTP/…/NAME/…', 'SEPA … IBAN: … Naam: …'. */
export function labelsIn(text: string | undefined): Details | undefined {
  const isLabelled = /^\/TRTP\/|^SEPA\b.*\bIBAN: .*\bNaam: /i.test(text ?? '');
  return text !== undefined && isLabelled ? readDetails([text]) : undefined;
}

export function endToEndIn(text: string | undefined): string | undefined {
  return /(?:\bEREF|\bEnd-to-End-Ref\.?)\s*[:+]\s*(\S{1,35})/i.exec(text ?? '')?.[1];
}

export function provided(reference: string | undefined): string | undefined {
  return reference === undefined || /^not ?provided$/i.test(reference) ? undefined : reference;
}
