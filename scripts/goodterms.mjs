#!/usr/bin/env node
import { handOver, prepare } from './prepare.mjs';

await prepare({ web: process.argv[2] === 'serve' });
await handOver('cli/main.ts', process.argv.slice(2));
