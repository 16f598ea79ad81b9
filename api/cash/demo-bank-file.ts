import { z } from 'zod';
import { endpoint } from '../agreement.ts';

export const listDemoBankFiles = endpoint({
  method: 'GET',
  path: '/demo-bank-files',
  summary: 'Bank files of the demo that wait to be dropped in; none outside the demo.',
  permission: 'cash.read',
  reply: z.object({ files: z.array(z.object({ name: z.string(), text: z.string() })) }),
  refusals: [],
});
