import { createServer } from 'node:net';
import { BUSY } from './embedded-postgres.ts';
import { environment } from './environment.ts';
import type { Place } from './http/origin.ts';
import { CannotStart } from './postgres-program.ts';

/** Where the server listens and under which address people know it. */
export type ListeningPlace = Place & { readonly host: string; readonly port: number };

const USUAL_PORT = 3000;
const PORTS_TRIED = 20;
const THIS_MACHINE = '127.0.0.1';

/**
 * 127.0.0.1 unless PUBLIC_URL says where people come from; then HOST may open it to a network. The
 * port is PORT, or the first free one from 3000.
 */
export async function choosePlace(port: number | undefined): Promise<ListeningPlace> {
  const publicUrl = environment('PUBLIC_URL');
  const host = environment('HOST') ?? THIS_MACHINE;
  const asked = port ?? portFrom(environment('PORT'));
  if (publicUrl === undefined && !isLoopback(host))
    throw new CannotStart(
      'HOST opens this server to a network; say in PUBLIC_URL how it is reached.',
    );
  const chosen = asked === undefined ? await firstFreePort(host) : await probe(host, asked);
  if (chosen === undefined)
    throw new CannotStart(`Port ${asked} is taken. Name another in PORT.`, BUSY);
  return publicUrl === undefined
    ? { host, port: chosen, publicUrl: `http://${host}:${chosen}`, isThisMachine: true }
    : { host, port: chosen, publicUrl: checked(publicUrl), isThisMachine: false };
}

function checked(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new CannotStart(`PUBLIC_URL is not a web address: ${publicUrl}`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new CannotStart('PUBLIC_URL must begin with https: passwords would travel in the clear.');
  return url.origin;
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CannotStart(`PORT is not a port: ${text}`);
  return port;
}

async function firstFreePort(host: string): Promise<number> {
  for (let port = USUAL_PORT; port < USUAL_PORT + PORTS_TRIED; port += 1)
    if ((await probe(host, port)) !== undefined) return port;
  throw new CannotStart(
    `The ports ${USUAL_PORT} to ${USUAL_PORT + PORTS_TRIED - 1} are taken. Name a free one in PORT.`,
    BUSY,
  );
}

/** The port if it is free; 0 asks for any that is. */
function probe(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}
