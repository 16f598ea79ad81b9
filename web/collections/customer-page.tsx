import {
  readCustomerPage,
  type CustomerPageJson,
} from '@goodterms/api/collections/customer-page.ts';
import { listItems } from '@goodterms/api/ledger/ledger.ts';
import { usualDaysToPay } from '@goodterms/core/ledger/payment-habit.ts';
import { PaymentDots } from '@goodterms/ui/payment-dots.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import { People } from '../customers/people.tsx';
import { Timeline } from '../customers/timeline.tsx';
import { useKeys } from '../keys.ts';
import { ExportButton } from '../export-button.tsx';
import { Credits } from '../ledger/credits.tsx';
import { Loaded } from '../loaded.tsx';
import type { CustomerSearch, Task } from '../paths.ts';
import { useSession } from '../session.ts';
import { CustomerHead } from './customer-head.tsx';
import styles from './customer-page.module.css';
import { Disputes, Holds, Promises } from './facts.tsx';
import { GatedItems } from './gated-items.tsx';
import { AnnouncedPart } from './announced-part.tsx';
import { MayAsk } from './may-ask.tsx';
import { TaskButtons } from './task-buttons.tsx';
import { TaskPanel } from './task-panel.tsx';

const route = getRouteApi('/frame/customers/$customerId');

/** Everything about one customer on one page. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const { task } = route.useSearch();
  const page = useQuery(asking(readCustomerPage, { params: { customerId } }));
  const look = useLook();
  useTaskKeys(task, (next) => look({ task: next }));
  return (
    <main className={styles.page}>
      <Loaded query={page} rows={16}>
        {(customer) => (
          <>
            <title>{`${customer.name} · Goodterms`}</title>
            <CustomerHead customer={customer} />
            <div className={styles.tasks}>
              <TaskButtons current={task} onTask={(next) => look({ task: next })} />
            </div>
            {task && (
              <div className={styles.task}>
                <TaskPanel
                  level={2}
                  customer={customer}
                  task={task}
                  onTask={(next) => look({ task: next })}
                />
              </div>
            )}
            <section className={styles.items}>
              <header className={styles.itemsHead}>
                <h2>Open items</h2>
                <ExportButton
                  endpoint={listItems}
                  ask={{ params: { customerId }, query: { state: 'all' } }}
                />
              </header>
              <GatedItems explanation={customer.explanation} />
            </section>
            <Story customer={customer} look={look} />
            <Beside customer={customer} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function Story({
  customer,
  look,
}: {
  readonly customer: CustomerPageJson;
  readonly look: (change: CustomerSearch) => void;
}) {
  const { kind, search } = route.useSearch();
  return (
    <section className={styles.story}>
      <Timeline customerId={customer.id} kind={kind} search={search} look={look} />
    </section>
  );
}

function Beside({ customer }: { readonly customer: CustomerPageJson }) {
  const { today } = useSession();
  return (
    <div className={styles.beside}>
      <MayAsk explanation={customer.explanation} />
      <AnnouncedPart customerId={customer.id} />
      {customer.paymentDots.length > 0 && (
        <Panel title="How they pay" level={3}>
          <PaymentDots
            dots={customer.paymentDots}
            usual={usualDaysToPay(customer.paymentDots)}
            today={today}
          />
        </Panel>
      )}
      <People customer={customer} />
      <Promises of={customer.promises} />
      <Disputes of={customer.disputes} />
      <Holds of={customer.holds} />
      <Credits of={customer.credits} />
    </div>
  );
}

function useLook(): (change: CustomerSearch) => void {
  const navigate = route.useNavigate();
  return (change) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: !('task' in change) });
}

function useTaskKeys(task: Task | undefined, open: (task: Task | undefined) => void): void {
  useKeys('Customer', {
    Escape: task && { says: 'Close the panel', run: () => open(undefined) },
    c: { says: 'Call', run: () => open('call') },
    m: { says: 'See the message', run: () => open('message') },
    p: { says: 'Promise to pay', run: () => open('promise') },
    d: { says: 'Dispute', run: () => open('dispute') },
    h: { says: 'Hold', run: () => open('hold') },
    n: { says: 'Note', run: () => open('note') },
  });
}
