import type { WorklistJson } from '@goodterms/api/collections/worklist.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { RunMorning } from './run-morning.tsx';

/** An empty list has three reasons, and each has its own next thing to do. */
export function NothingToDo({
  worklist,
  isFiltered,
}: {
  readonly worklist: WorklistJson;
  readonly isFiltered: boolean;
}) {
  if (isFiltered) {
    return (
      <EmptyState
        title="Nobody on today's list fits"
        action={
          <Link to={paths.today} search={{}}>
            Show everybody
          </Link>
        }
      />
    );
  }
  if (worklist.decidedAt === null) {
    return (
      <EmptyState title="Nothing has been decided today" action={<RunMorning />}>
        The morning run looks at every customer, decides who is written to, who is called and who is
        left in peace, and says why. It needs open items: bring them in first under{' '}
        <Link to={paths.imports}>Imports</Link>.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody needs you now">
      Every customer is paid up, within terms, or left in peace for a good reason.
    </EmptyState>
  );
}
