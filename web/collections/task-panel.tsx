import { useEffect, useRef } from 'react';
import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { Panel } from '@goodterms/ui/panel.tsx';
import { NoteForm } from '../customers/note-form.tsx';
import { DisputeForm } from '../disputes/dispute-form.tsx';
import type { Task } from '../paths.ts';
import { CallForm } from './call-form.tsx';
import { HoldForm } from './hold-form.tsx';
import { PromiseForm } from './promise-form.tsx';
import { WaitingMessage } from './waiting-message.tsx';

const TITLES: Readonly<Record<Task, string>> = {
  call: 'The call',
  message: 'The message',
  promise: 'A promise to pay',
  dispute: 'A dispute',
  hold: 'A hold',
  note: 'A note',
};

/** What is being written down, beside what it is about. */
export function TaskPanel({
  customer,
  task,
  level,
  onTask,
}: {
  /** Of its heading: it opens on a page, or within a part of one. */
  readonly level: 2 | 3;
  readonly customer: CustomerPageJson;
  readonly task: Task;
  readonly onTask: (task: Task | undefined) => void;
}) {
  const close = () => onTask(undefined);
  const body = useFocusInside(task);
  const items = customer.explanation.items;
  return (
    <Panel title={TITLES[task]} level={level} look="raised" onClose={close}>
      <div ref={body}>
        {task === 'call' && <CallForm customer={customer} onTask={onTask} />}
        {task === 'message' && <WaitingMessage customer={customer} />}
        {task === 'promise' && <PromiseForm customer={customer} onDone={close} />}
        {task === 'dispute' && (
          <DisputeForm customerId={customer.id} items={items} onDone={close} />
        )}
        {task === 'hold' && <HoldForm customer={customer} onDone={close} />}
        {task === 'note' && <NoteForm customerId={customer.id} onDone={close} />}
      </div>
    </Panel>
  );
}

/** What was opened by a key is written in at once. A message is only looked at. */
function useFocusInside(task: Task) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const wanted = task === 'call' ? 'button' : 'input, select, textarea';
    if (task !== 'message') body.current?.querySelector<HTMLElement>(wanted)?.focus();
  }, [task]);
  return body;
}
