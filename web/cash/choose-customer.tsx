import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { listCustomers } from '@goodterms/api/customers/customers.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asking } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import styles from './bank-lines.module.css';
import type { LineActions } from './line-actions.ts';

/** Whose money it is, before anybody knows for what. */
export function ChooseCustomer({
  line,
  actions,
  onDone,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: () => void;
}) {
  const [search, setSearch] = useState(line.proposals[0]?.customerName ?? '');
  const found = useQuery({
    ...asking(listCustomers, { query: { search, limit: 8 } }),
    placeholderData: keepPreviousData,
  });
  const take = async (customer: { id: string; name: string }) => {
    if (await actions.putOnAccount(line, customer)) onDone();
  };
  return (
    <div className={styles.choose}>
      <TextField
        label="Whose money it is"
        type="search"
        value={search}
        // Opened to search.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setSearch(event.target.value)}
      />
      <Loaded query={found} rows={3}>
        {({ rows }) => (
          <div className={styles.actions}>
            {rows.map(({ id, name, number }) => (
              <Button key={id} busy={actions.isPending} onClick={() => void take({ id, name })}>
                {name} ({number})
              </Button>
            ))}
            {rows.length === 0 && <p className={styles.soft}>Nobody is called that.</p>}
          </div>
        )}
      </Loaded>
    </div>
  );
}
