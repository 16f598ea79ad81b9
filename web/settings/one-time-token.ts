/** The token of a one-time link stands after the #, so that it is never sent with an address. */
export function tokenInAddress(): string {
  return decodeURIComponent(window.location.hash.slice(1));
}
