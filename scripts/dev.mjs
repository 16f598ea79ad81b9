import { join } from 'node:path';
import { node24, prepare, root, run } from './prepare.mjs';

/** The server, anew at every change, and the web application as its sources stand. */
await prepare();
const vite = join(root, 'node_modules/vite/bin/vite.js');
await Promise.race([
  run(node24(), [
    '--watch',
    join(root, 'cli/main.ts'),
    'serve',
    '--demo',
    ...process.argv.slice(2),
  ]),
  run(node24(), [vite, 'web']),
]);
process.kill(process.pid, 'SIGTERM');
