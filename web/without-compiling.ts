import { z } from 'zod';

// Before any schema of the agreement is made: none is compiled to a function, the CSP forbids it.
z.config({ jitless: true });
