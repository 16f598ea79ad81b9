import './without-compiling.ts';
import '@fontsource-variable/inter';
import '@goodterms/ui/tokens.css';
import '@goodterms/ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenToKeys } from './keys.ts';
import { showPreferences } from './preferences.ts';
import { queryClient, router } from './router.tsx';

showPreferences();
listenToKeys();

const place = document.getElementById('app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
