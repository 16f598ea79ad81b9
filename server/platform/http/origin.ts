import { isIP } from 'node:net';

/** Where people reach this server, and so which pages may call it. */
export type Place = {
  readonly publicUrl: string;
  /** The address was not chosen by an operator: names of this machine are accepted, with any port. */
  readonly isThisMachine: boolean;
};

export type Headed = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A foreign name for our address would make another site's page our own (DNS rebinding). */
export function hostIsOurs(headers: Headed, place: Place): boolean {
  const host = one(headers['host']);
  if (host === undefined) return false;
  if (!place.isThisMachine) return host.toLowerCase() === new URL(place.publicUrl).host;
  return isLoopbackHost(host);
}

/**
 * A browser names the page's origin on every request that is not GET. A cookie without any such
 * word does not come from our page; a key in the header is never sent by a browser on its own.
 */
export function originIsOurs(headers: Headed, place: Place, hasCookie: boolean): boolean {
  const site = one(headers['sec-fetch-site']);
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = one(headers['origin']);
  if (origin === undefined) return site === 'same-origin' || !hasCookie;
  if (!place.isThisMachine) return origin === new URL(place.publicUrl).origin;
  const host = one(headers['host']);
  return origin === `http://${host}` && isLoopbackHost(host ?? '');
}

/** The peer itself is on this machine; a proxy before us has its own word for that. */
export function isLoopbackAddress(address: string): boolean {
  return /^(127\.|::1$|::ffff:127\.)/i.test(address);
}

function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || (isIP(name) === 4 && isLoopbackAddress(name));
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
