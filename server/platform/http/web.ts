import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { doorProblem, PROBLEM_TYPE } from './problem.ts';

const ONE_YEAR_MS = 31_536_000_000;

/**
 * The built web application. Its files carry a hash in their names and never change; every other
 * address is a page of the application, which reads the address itself.
 */
export async function serveWeb(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header(
        'cache-control',
        isHashed ? `public, max-age=${ONE_YEAR_MS / 1000}, immutable` : 'no-cache',
      );
    },
  });
  app.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/') || /\.\w+$/.test(request.url.split('?')[0] ?? ''))
      return reply
        .code(404)
        .type(PROBLEM_TYPE)
        .send(JSON.stringify(doorProblem('not_found')));
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
