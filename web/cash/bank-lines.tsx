import { listBankLines, readBankLine, type BankLineJson } from '@goodterms/api/cash/cash.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Skeleton } from '@goodterms/ui/skeleton.tsx';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { asking, askingPages } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import type { CashSearch, LineState } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { BankLine, focusLine } from './bank-line.tsx';
import styles from './bank-lines.module.css';
import { useLineActions } from './line-actions.ts';
import { LineDecision, type Choosing } from './line-decision.tsx';
import { LineFilter } from './line-filter.tsx';
import { useLineKeys } from './line-keys.ts';
import { filterOf, isNarrowed } from './line-search.ts';
import { LineTabs } from './line-tabs.tsx';
import { NextPage } from './next-page.tsx';
import type { StatementRow } from './statement-list.tsx';
import { Closing, StatementHead } from './statement-head.tsx';

/** The lines, worked from top to bottom by keyboard; beside them all about the one looked at. */
export function BankLines({
  statements,
  search,
  look,
}: {
  readonly statements: readonly StatementRow[];
  readonly search: CashSearch;
  readonly look: (change: CashSearch, replace?: boolean) => void;
}) {
  const statement = statements.find(({ id }) => id === search.statement);
  const state = search.state ?? (search.statement === undefined ? 'open' : 'all');
  const list = useInfiniteQuery({
    ...askingPages(listBankLines, { query: { limit: 200, state, ...filterOf(search) } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const chosen = useChosenLine(rows, search.line);
  const line = chosen ?? (search.line === undefined ? rows?.[0] : undefined);
  const [choosing, setChoosing] = useState<Choosing>();
  const actions = useLineActions();
  const choose = (what: Choosing) => {
    setChoosing(what);
    if (what === undefined && line) focusLine(line.id);
  };
  const show = (next: BankLineJson | undefined) => {
    setChoosing(undefined);
    look({ line: next?.id }, true);
    if (next) focusLine(next.id);
  };
  const done = useLineKeys({
    rows: rows ?? [],
    line,
    isChosen: search.line !== undefined,
    show,
    actions,
    choosing,
    onChoosing: choose,
  });
  // Rows are many: what they are given stays the same, so that only the changed ones are drawn anew.
  const open = useCallback(
    (id: string) => {
      setChoosing(undefined);
      look({ line: id }, true);
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- navigates relative to what is there
    [],
  );
  const withBalance = statement !== undefined;

  return (
    <>
      <section className={styles.lines} aria-label="Lines">
        <LineFilter search={search} look={look} statements={statements} />
        <LineTabs state={state} search={search} open={list.data?.pages[0]?.open ?? undefined} />
        {statement && <StatementHead of={statement} />}
        <Problem of={actions.error} />
        <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={12}>
          {(lines) =>
            lines.length === 0 ? (
              <NoLine state={state} isNarrowed={isNarrowed(search)} />
            ) : (
              <ol className={styles.list} aria-label="Bank lines">
                {lines.map((one) => (
                  <BankLine
                    key={one.id}
                    line={one}
                    isCurrent={one.id === line?.id}
                    withBalance={withBalance}
                    onOpen={open}
                  />
                ))}
              </ol>
            )
          }
        </Loaded>
        <NextPage of={list} />
        {statement && !list.hasNextPage && <Closing of={statement} />}
      </section>
      {search.line !== undefined && line === undefined && rows && (
        <aside className={styles.detail} aria-label="The line">
          <Skeleton rows={8} />
        </aside>
      )}
      {line && (
        <aside
          className={search.line === undefined ? styles.detail : `${styles.detail} ${styles.over}`}
          aria-label={`Line: ${line.payerName ?? 'unknown payer'}`}
        >
          <LineDecision
            key={line.id}
            line={line}
            actions={actions}
            choosing={choosing}
            onChoosing={choose}
            onDone={done}
            onLeave={() => show(undefined)}
          />
        </aside>
      )}
    </>
  );
}

/** The line in the address, also when the list does not show it. */
function useChosenLine(rows: readonly BankLineJson[] | undefined, id: string | undefined) {
  const listed = rows?.find((one) => one.id === id);
  const alone = useQuery({
    ...asking(readBankLine, { params: { lineId: id ?? '0' } }),
    enabled: id !== undefined && rows !== undefined && listed === undefined,
  });
  return listed ?? (id === undefined || alone.data?.id !== id ? undefined : alone.data);
}

const NOTHING: Readonly<Record<LineState, readonly [string, string]>> = {
  open: ['No line is open', 'Everything that came in has found its place.'],
  proposed: ['No proposal waits', 'What is still open fits nothing that we know of.'],
  unclear: ['No line is unclear', 'Every open line has a proposal.'],
  by_rule: ['Nothing was applied by itself', 'It is when a payer quotes what is paid.'],
  by_hand: ['Nobody has applied a line by hand yet', 'Confirm a proposal, or choose the invoices.'],
  not_receivable: ['Every line is a receivable', 'What is not, you set aside with n.'],
  returned: ['No payment went back', 'A returned debit or a recalled transfer would stand here.'],
  all: ['No line is here', 'Take in a bank file.'],
};

function NoLine({
  state,
  isNarrowed: isFiltered,
}: {
  readonly state: LineState;
  readonly isNarrowed: boolean;
}) {
  const [title, words] = NOTHING[state];
  return isFiltered ? (
    <EmptyState title="No line fits">
      Look at all lines, or search for something else. An amount is found to the cent.
    </EmptyState>
  ) : (
    <EmptyState title={title}>{words}</EmptyState>
  );
}
