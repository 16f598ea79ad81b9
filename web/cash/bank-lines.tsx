import { listBankLines, type BankLineJson } from '@goodterms/api/cash/cash.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askingPages } from '../asking.ts';
import { useKeys } from '../keys.ts';
import { Loaded } from '../loaded.tsx';
import type { LineState } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { takeBack, useUndo } from '../undo.ts';
import { BankLine, focusLine } from './bank-line.tsx';
import { LineDecision, type Choosing } from './line-decision.tsx';
import styles from './bank-lines.module.css';
import { useLineActions } from './line-actions.ts';

/** The lines, worked from top to bottom by keyboard. */
export function BankLines({
  statementId,
  state,
  search,
  current,
  onCurrent,
}: {
  readonly statementId: string | undefined;
  readonly state: LineState;
  readonly search: string | undefined;
  readonly current: string | undefined;
  readonly onCurrent: (lineId: string | undefined) => void;
}) {
  const list = useInfiniteQuery({
    ...askingPages(listBankLines, { query: { limit: 100, statementId, state, search } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const line = rows?.find(({ id }) => id === current);
  const [choosing, setChoosing] = useState<Choosing>();
  const actions = useLineActions();
  const show = (next: BankLineJson | undefined) => {
    setChoosing(undefined);
    onCurrent(next?.id);
    if (next) focusLine(next.id);
  };
  useLineKeys({ rows: rows ?? [], line, show, actions, choosing, onChoosing: setChoosing });

  return (
    <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={12}>
      {(lines) =>
        lines.length === 0 ? (
          <EmptyState title={state === 'open' ? 'No line is open' : 'No line fits'}>
            {state === 'open'
              ? 'Everything that came in has found its place.'
              : 'Show all lines, or search for something else.'}
          </EmptyState>
        ) : (
          <>
            <Problem of={actions.error} />
            <ol className={styles.list} aria-label="Bank lines">
              {lines.map((one) => (
                <BankLine
                  key={one.id}
                  line={one}
                  isCurrent={one.id === current}
                  withBalance={statementId !== undefined}
                  onOpen={() => show(one.id === current ? undefined : one)}
                >
                  {one.id === current && (
                    <LineDecision
                      line={one}
                      actions={actions}
                      choosing={choosing}
                      onChoosing={setChoosing}
                    />
                  )}
                </BankLine>
              ))}
            </ol>
            {list.hasNextPage && (
              <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more than {counted(lines.length, 'line')}
              </Button>
            )}
          </>
        )
      }
    </Loaded>
  );
}

function useLineKeys({
  rows,
  line,
  show,
  actions,
  choosing,
  onChoosing,
}: {
  readonly rows: readonly BankLineJson[];
  readonly line: BankLineJson | undefined;
  readonly show: (line: BankLineJson | undefined) => void;
  readonly actions: ReturnType<typeof useLineActions>;
  readonly choosing: Choosing;
  readonly onChoosing: (choosing: Choosing) => void;
}): void {
  const undo = useUndo();
  const here = line ? rows.indexOf(line) : -1;
  const next = rows[here + 1];
  const before = rows[here - 1];
  const open = line && actions.isOpen(line) && actions.whyNot === undefined ? line : undefined;
  const first = open?.proposals[0];
  const decided = line && !actions.isOpen(line) ? line : undefined;
  /** On to the line below, which stays when the one that was worked leaves the list. */
  const thenNext = (done: boolean) => done && show(next ?? before);
  useKeys('Cash', {
    j: next && { says: 'Next line', run: () => show(next) },
    k: before && { says: 'Line before', run: () => show(before) },
    Enter: open &&
      first && {
        says: 'Confirm the proposal',
        run: () => void actions.confirm(open, first).then(thenNext),
      },
    s: open && { says: 'Choose the invoices', run: () => onChoosing('items') },
    a: open && { says: 'On account of a customer', run: () => onChoosing('customer') },
    x: open && {
      says: 'Not a receivable',
      run: () => void actions.setAside(open).then(thenNext),
    },
    u: undo
      ? { says: 'Undo what was just done', run: () => void takeBack() }
      : decided && { says: 'Undo this line', run: () => void actions.undo(decided) },
    Escape: line && {
      says: 'Close the line',
      run: () => (choosing ? onChoosing(undefined) : show(undefined)),
    },
  });
}
