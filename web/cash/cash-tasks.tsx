import type { listStatements } from '@goodterms/api/cash/cash.ts';
import { listAnnouncedPayments } from '@goodterms/api/cash/remittance-advice.ts';
import { listShortPayments } from '@goodterms/api/cash/short-payments.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asking } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import type { CashTask } from '../paths.ts';
import styles from './cash-tasks.module.css';
import { AnnouncedPayments } from './announced-payments.tsx';
import { MissingStatements } from './missing-statements.tsx';
import { ShortPayments } from './short-payments.tsx';

const route = getRouteApi('/frame/cash');

type Task = {
  readonly name: CashTask;
  readonly count: number;
  readonly says: string;
  readonly panel: ReactNode;
};

/** What a person has to say or to fetch beside the lines; one opens at a time, and none when there is none. */
export function CashTasks({ gaps }: { readonly gaps: ReplyOf<typeof listStatements>['gaps'] }) {
  const { beside } = route.useSearch();
  const navigate = route.useNavigate();
  const short = useQuery(asking(listShortPayments, { query: { limit: 50 } })).data;
  const announced = useQuery(asking(listAnnouncedPayments, { query: { limit: 50 } })).data;
  const expected = announced?.rows ?? [];
  const tasks: readonly Task[] = [
    {
      name: 'short',
      count: short?.waiting ?? 0,
      says: `${counted(short?.waiting ?? 0, 'payment')} left a part open`,
      panel: <ShortPayments rows={short?.rows ?? []} waiting={short?.waiting ?? 0} />,
    },
    {
      name: 'statements',
      count: gaps.length,
      says: gaps.length === 1 ? '1 statement is missing' : `${gaps.length} statements are missing`,
      panel: <MissingStatements of={gaps} />,
    },
    {
      name: 'announced',
      count: expected.length,
      says: `${counted(expected.length, 'payment')} announced`,
      panel: <AnnouncedPayments rows={expected} />,
    },
  ];
  const due = tasks.filter(({ count }) => count > 0);
  const open = due.find(({ name }) => name === beside);
  if (due.length === 0) return null;
  return (
    <section className={styles.tasks} aria-label="To do beside the lines">
      <ul className={styles.names}>
        {due.map(({ name, says }) => (
          <li key={name}>
            <Button
              look={name === beside ? 'main' : 'plain'}
              aria-expanded={name === beside}
              onClick={() =>
                void navigate({
                  search: (now) => ({ ...now, beside: name === beside ? undefined : name }),
                  replace: true,
                })
              }
            >
              {says}
            </Button>
          </li>
        ))}
      </ul>
      {open && <div className={styles.panel}>{open.panel}</div>}
    </section>
  );
}
