import { dirname, join, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built into `web/dist`, which the server hands out. Files only, nothing inlined: the CSP forbids it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
