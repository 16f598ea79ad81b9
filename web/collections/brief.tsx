import {
  readCustomerPage,
  type CustomerPageJson,
} from '@goodterms/api/collections/customer-page.ts';
import type { WorklistRowJson } from '@goodterms/api/collections/worklist.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import { BriefPerson } from '../customers/brief-person.tsx';
import { LastWords } from '../customers/last-words.tsx';
import { Loaded } from '../loaded.tsx';
import { paths, type Task } from '../paths.ts';
import { useWhyNot } from '../session.ts';
import { BetweenUs } from './between-us.tsx';
import styles from './brief.module.css';
import { GatedItems } from './gated-items.tsx';
import { panelOf } from './next-task.ts';
import { MayAsk } from './may-ask.tsx';
import { TaskButtons } from './task-buttons.tsx';
import { TaskPanel } from './task-panel.tsx';

/** Everything for the talk: the person first, then the words, then the amounts. */
export function Brief({
  row,
  task,
  onTask,
  onLeave,
  onDone,
}: {
  readonly row: WorklistRowJson;
  readonly task: Task | undefined;
  readonly onTask: (task: Task | undefined) => void;
  readonly onLeave: () => void;
  readonly onDone: () => void;
}) {
  const { customerId } = row;
  const page = useQuery(asking(readCustomerPage, { params: { customerId } }));
  const whyNot = useWhyNot('collections.write');
  return (
    <div className={styles.brief}>
      <header className={styles.head}>
        <button type="button" className={styles.back} onClick={onLeave}>
          Back to the list
        </button>
        <h2 className={styles.name}>
          <Link to={paths.customer} params={{ customerId }} search={{}}>
            {row.name}
          </Link>
        </h2>
        <p className={styles.sentence}>{page.data?.explanation.sentence ?? row.sentence}</p>
        <div className={styles.actions}>
          <TaskButtons current={task} suggested={panelOf(row)} onTask={onTask} />
          <Button keyHint="e" whyNot={whyNot} onClick={onDone}>
            {row.done ? 'Not done' : 'Done'}
          </Button>
        </div>
      </header>
      <Loaded query={page} rows={12}>
        {(customer) => (
          <>
            {task && <TaskPanel level={3} customer={customer} task={task} onTask={onTask} />}
            <BriefBody customer={customer} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function BriefBody({ customer }: { readonly customer: CustomerPageJson }) {
  return (
    <>
      <Panel title="Who to ask for" level={3}>
        <BriefPerson customer={customer} />
      </Panel>
      {customer.lastWords && (
        <Panel title="Last words" level={3}>
          <LastWords of={customer.lastWords} />
        </Panel>
      )}
      <BetweenUs customer={customer} />
      <MayAsk explanation={customer.explanation} />
      <GatedItems explanation={customer.explanation} compact />
    </>
  );
}
