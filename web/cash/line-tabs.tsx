import { countBankLines } from '@goodterms/api/cash/bank-line-filter.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { useCurrentInView } from '../current-in-view.ts';
import { LINE_STATES, paths, type CashSearch, type LineState } from '../paths.ts';
import { filterOf } from './line-search.ts';
import styles from './line-tabs.module.css';

type Counts = ReplyOf<typeof countBankLines>;

const TABS: Readonly<Record<LineState, { readonly word: string; readonly of?: keyof Counts }>> = {
  open: { word: 'Open', of: 'open' },
  proposed: { word: 'Proposed' },
  unclear: { word: 'Unclear' },
  by_rule: { word: 'By itself', of: 'byRule' },
  by_hand: { word: 'By hand', of: 'byHand' },
  not_receivable: { word: 'Not a receivable', of: 'notReceivable' },
  returned: { word: 'Gone back', of: 'returned' },
  all: { word: 'All', of: 'all' },
};

/** Where lines stand, each with how many of those that are looked for. */
export function LineTabs({
  state,
  search,
  open,
}: {
  readonly state: LineState;
  readonly search: CashSearch;
  /** How the open lines divide, where that was asked. */
  readonly open: { readonly proposed: number; readonly unclear: number } | undefined;
}) {
  const counts = useQuery({
    ...asking(countBankLines, { query: filterOf(search) }),
    placeholderData: keepPreviousData,
  }).data;
  const countOf = (one: LineState): number | undefined => {
    if (one === 'proposed' || one === 'unclear') return open?.[one];
    const { of } = TABS[one];
    return of === undefined ? undefined : counts?.[of];
  };
  const tabs = useCurrentInView(state);
  return (
    <nav ref={tabs} className={styles.tabs} aria-label="Which lines">
      {LINE_STATES.map((one) => (
        <Link
          key={one}
          to={paths.cash}
          search={(now) => ({ ...now, state: one, line: undefined })}
          className={styles.tab}
          aria-current={one === state ? 'page' : undefined}
          activeProps={{}}
        >
          {TABS[one].word}
          {countOf(one) !== undefined && (
            <span className={styles.count}>{countOf(one)?.toLocaleString('en-GB')}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
