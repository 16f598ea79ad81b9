/**
 * A bank account as it is stored and compared: without the spaces in which people and banks group
 * its digits, in capitals. Undefined when nothing is left.
 */
export function accountKey(account: string | undefined): string | undefined {
  return account?.replaceAll(/\s/g, '').toUpperCase() || undefined;
}
