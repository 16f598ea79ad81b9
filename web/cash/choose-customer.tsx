import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { listCustomers } from '@goodterms/api/customers/customers.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asking } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import styles from './choose.module.css';
import type { LineActions } from './line-actions.ts';

/** Whose money it is, before anybody knows for what. Enter takes the first that fits. */
export function ChooseCustomer({
  line,
  actions,
  onDone,
  onLeave,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: (isDone: boolean) => void;
  readonly onLeave: () => void;
}) {
  const [search, setSearch] = useState(
    line.customer?.name ?? line.proposals[0]?.customerName ?? '',
  );
  const found = useQuery({
    ...asking(listCustomers, { query: { search, limit: 8 } }),
    placeholderData: keepPreviousData,
  });
  const take = async (customer: { id: string; name: string } | undefined) => {
    if (customer && !actions.isPending) onDone(await actions.putOnAccount(line, customer));
  };
  return (
    <Panel title="Put on account" level={3} look="raised" onClose={onLeave}>
      <TextField
        label="Whose money it is"
        type="search"
        value={search}
        hint="Enter takes the first. It is set against nothing yet, and nobody is asked for it."
        // Opened to search.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !found.isPlaceholderData) void take(found.data?.rows[0]);
        }}
      />
      <Loaded query={found} rows={3}>
        {({ rows }) => (
          <ul className={styles.customers}>
            {rows.map(({ id, name, number }) => (
              <li key={id}>
                <Button
                  look="quiet"
                  className={styles.customer}
                  busy={actions.isPending}
                  onClick={() => void take({ id, name })}
                >
                  {name} <span className={styles.soft}>{number}</span>
                </Button>
              </li>
            ))}
            {rows.length === 0 && <li className={styles.soft}>Nobody is called that.</li>}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
