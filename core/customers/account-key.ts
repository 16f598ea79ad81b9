/**
 * A bank account as it is stored and compared: without the spaces in which people and banks group
 * its digits, in capitals. Undefined when nothing is left.
 */
export function accountKey(account: string | undefined): string | undefined {
  return account?.replaceAll(/\s/g, '').toUpperCase() || undefined;
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;

/** An account as somebody says it: an IBAN as files have it, any other name as it is written. */
export function saidAccount(said: string): string {
  const key = accountKey(said);
  return key !== undefined && IBAN.test(key) ? key : said.trim();
}
