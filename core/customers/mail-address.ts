declare const mailAddress: unique symbol;

/** An address that mail is sent to, in the plain form `local@domain`; `parseMailAddress` makes one. */
export type MailAddress = string & { readonly [mailAddress]: true };

const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const MAX_LABEL_LENGTH = 63;

/** RFC 5322 dot-atom, without the quoted form, whose parsers disagree about where it ends. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

/**
 * Undefined for what is not exactly one plain address: no quoted local part, no comment, no
 * display name, no domain literal, no control character, one @. A domain with letters beyond
 * ASCII is written in its xn-- form.
 */
export function parseMailAddress(text: string): MailAddress | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const at = text.indexOf('@');
  if (at < 1 || at !== text.lastIndexOf('@')) return undefined;

  const local = text.slice(0, at);
  if (local.length > MAX_LOCAL_LENGTH || !LOCAL.test(local)) return undefined;
  return isDomain(text.slice(at + 1)) ? (text as MailAddress) : undefined;
}

/** The form under which two addresses are the same mailbox for us. */
export function addressKey(address: MailAddress): string {
  return address.toLowerCase();
}

export function domainOf(address: MailAddress): string {
  return address.slice(address.indexOf('@') + 1).toLowerCase();
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  if (labels.length < 2) return false;
  if (labels.some((label) => label.length > MAX_LABEL_LENGTH || !LABEL.test(label))) return false;
  return /[A-Za-z]/.test(labels.at(-1) ?? '');
}
