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
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
