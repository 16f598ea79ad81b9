import { writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Built into `web/dist`, which the server hands out. Files only, nothing inlined: the CSP forbids it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  build: {
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      // How long its own plugins took is no news to whoever starts the program.
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            // In one file with what switches compiling off, which must run before any schema.
            { name: 'agreement', test: isOfTheAgreement },
            { name: 'look', test: (id: string) => isOfFloor(id, 'ui') },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});

/** Beside each text lies the same as Brotli, made once here and not for every reader. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const file of Object.values(bundle)) {
        const text = file.type === 'chunk' ? file.code : file.source;
        if (!/\.(js|css|svg)$/.test(file.fileName)) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(join(dir, `${file.fileName}.br`), brotliCompressSync(text, { params }));
      }
    },
  };
}

function isOfTheAgreement(id: string): boolean {
  return (
    /node_modules\/zod\/|\/without-compiling\.ts$/.test(id) ||
    isOfFloor(id, 'api') ||
    isOfFloor(id, 'core')
  );
}

function isOfFloor(id: string, floor: string): boolean {
  return id.startsWith(join(dirname(import.meta.dirname), floor) + sep);
}
