import { StateWord } from '@goodterms/ui/state-word.tsx';
import { problemSaid } from './ledger/problem-said.ts';

/** What is wrong with a file or doubtful in it, each with what to do. */
export function ProblemList({
  problems,
  className,
}: {
  readonly problems: readonly {
    readonly where: string;
    readonly what: string;
    readonly advice: string;
    readonly severity: 'warning' | 'error';
  }[];
  readonly className?: string | undefined;
}) {
  if (problems.length === 0) return null;
  return (
    <ul className={className}>
      {problems.map(({ where, what, advice, severity }) => (
        <li key={where + what}>
          <StateWord state={severity === 'error' ? 'ours' : 'overdue'}>
            {problemSaid(where, what, advice)}
          </StateWord>
        </li>
      ))}
    </ul>
  );
}
