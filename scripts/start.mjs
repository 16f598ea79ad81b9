import { handOver, prepare } from './prepare.mjs';

await prepare({ web: true });
// On a server of yours nothing is invented: there the demo company comes only when asked for.
const isOurs = !process.env.DATABASE_URL && !process.env.DATABASE_URL_FILE;
await handOver('cli/main.ts', ['serve', ...(isOurs ? ['--demo'] : []), ...process.argv.slice(2)]);
