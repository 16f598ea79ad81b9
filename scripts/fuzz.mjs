import { join } from 'node:path';
import { node24, prepare, root, run } from './prepare.mjs';

/** `npm run fuzz`: gives every reader more damaged files than the tests do (CONTRIBUTING.md). */
await prepare();
const { code } = await run(node24(), [
  join(root, 'formats/fuzz/main.ts'),
  ...process.argv.slice(2),
]);
process.exit(code ?? 1);
