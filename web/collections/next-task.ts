import type { WorklistRowJson } from '@goodterms/api/collections/worklist.ts';
import type { Task } from '../paths.ts';

/** The next action of a row, as what is opened for it; whoever waits needs nothing now. */
export function nextTask({ action }: WorklistRowJson): Task | undefined {
  return { remind: 'message' as const, person: 'call' as const, wait: undefined }[action];
}
