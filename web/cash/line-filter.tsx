import { Button } from '@goodterms/ui/button.tsx';
import { Choice, TextField } from '@goodterms/ui/field.tsx';
import { useState } from 'react';
import { ExportButton } from '../export-button.tsx';
import type { CashSearch } from '../paths.ts';
import { listBankLines } from '@goodterms/api/cash/cash.ts';
import styles from './line-filter.module.css';
import { filterOf } from './line-search.ts';
import type { StatementRow } from './statement-list.tsx';
import { accountWords } from './statement-list.tsx';

/** What the lines are narrowed to: words or an amount at once, the rest where it is wanted. */
export function LineFilter({
  search,
  look,
  statements,
}: {
  readonly search: CashSearch;
  readonly look: (change: CashSearch, replace?: boolean) => void;
  readonly statements: readonly StatementRow[];
}) {
  const { account, from, until, min, max } = search;
  const narrowed = [account, from, until, min, max].filter((one) => one !== undefined).length;
  const [isOpen, setIsOpen] = useState(narrowed > 0);
  const accounts = [...new Map(statements.map((row) => [row.account, row])).values()];
  const set =
    (name: keyof CashSearch) => (event: { readonly target: { readonly value: string } }) =>
      look({ [name]: event.target.value || undefined, line: undefined }, true);
  return (
    <div className={styles.filter} role="search">
      <TextField
        label="Search lines"
        labelHidden
        type="search"
        placeholder="Payer, words, reference or amount"
        value={search.search ?? ''}
        onChange={set('search')}
      />
      <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        Narrow{narrowed > 0 ? ` · ${narrowed}` : ''}
      </Button>
      <span className={styles.statement}>
        <Choice
          label="Statement"
          labelHidden
          value={search.statement ?? ''}
          options={[
            { value: '', label: 'All statements' },
            ...statements.map((row) => ({
              value: row.id,
              label: `${row.closingOn ?? row.openingOn ?? row.fileName}, ${accountWords(row)}`,
            })),
          ]}
          onChange={(event) =>
            look({ statement: event.target.value || undefined, state: undefined, line: undefined })
          }
        />
      </span>
      <span className={styles.end}>
        <ExportButton
          endpoint={listBankLines}
          ask={{ query: { state: search.state, ...filterOf(search) } }}
        />
      </span>
      {isOpen && (
        <div className={styles.more}>
          {accounts.length > 1 && (
            <Choice
              label="Account"
              value={account ?? ''}
              options={[
                { value: '', label: 'Every account' },
                ...accounts.map((row) => ({ value: row.account, label: accountWords(row) })),
              ]}
              onChange={set('account')}
            />
          )}
          <TextField label="Booked from" type="date" value={from ?? ''} onChange={set('from')} />
          <TextField label="until" type="date" value={until ?? ''} onChange={set('until')} />
          <TextField
            label="Amount from"
            inputMode="decimal"
            value={min ?? ''}
            onChange={set('min')}
          />
          <TextField label="to" inputMode="decimal" value={max ?? ''} onChange={set('max')} />
          <Button
            look="quiet"
            whyNot={narrowed === 0 ? 'Nothing is narrowed.' : undefined}
            onClick={() =>
              look({
                account: undefined,
                from: undefined,
                until: undefined,
                min: undefined,
                max: undefined,
              })
            }
          >
            Everything again
          </Button>
        </div>
      )}
    </div>
  );
}
