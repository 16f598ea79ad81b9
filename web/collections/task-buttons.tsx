import { Button } from '@goodterms/ui/button.tsx';
import type { Task } from '../paths.ts';
import { useMayNot } from '../session.ts';

const WORDS: readonly { task: Task; says: string; keyHint: string; permission: string }[] = [
  { task: 'call', says: 'Call', keyHint: 'c', permission: 'customers.write' },
  { task: 'message', says: 'Message', keyHint: 'm', permission: 'messaging.read' },
  { task: 'promise', says: 'Promise', keyHint: 'p', permission: 'collections.write' },
  { task: 'dispute', says: 'Dispute', keyHint: 'd', permission: 'disputes.write' },
  { task: 'hold', says: 'Hold', keyHint: 'h', permission: 'collections.write' },
  { task: 'note', says: 'Note', keyHint: 'n', permission: 'customers.write' },
];

/** What can be written down about a customer; each has its key. */
export function TaskButtons({
  current,
  suggested,
  onTask,
}: {
  readonly current: Task | undefined;
  /** The next action of the day's list. */
  readonly suggested?: Task | undefined;
  readonly onTask: (task: Task | undefined) => void;
}) {
  const mayNot = useMayNot();
  return WORDS.map(({ task, says, keyHint, permission }) => (
    <Button
      key={task}
      look={task === suggested ? 'main' : 'plain'}
      keyHint={keyHint}
      whyNot={mayNot(permission)}
      aria-expanded={task === current}
      onClick={() => onTask(task === current ? undefined : task)}
    >
      {says}
    </Button>
  ));
}
