import type { WorklistRowJson } from '@goodterms/api/collections/worklist.ts';
import type { Task } from '../paths.ts';

/** The panel in which the next action of a row is done; some are done on the customer's own page. */
export function panelOf({ nextTask }: WorklistRowJson): Task | undefined {
  const panels = { call: 'call', message: 'message', write: 'message' } as const;
  return nextTask in panels ? panels[nextTask as keyof typeof panels] : undefined;
}
