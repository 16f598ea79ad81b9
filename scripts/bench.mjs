import { handOver, prepare } from './prepare.mjs';

await prepare();
await handOver('stories/bench/main.ts', process.argv.slice(2));
