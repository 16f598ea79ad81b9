import { readBankFreshness } from '@goodterms/api/cash/cash.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { paths } from '../paths.ts';
import styles from './menu.module.css';

/** As of when the bank data are: on every page, because every sentence rests on it. */
export function Freshness() {
  const { data } = useQuery(asking(readBankFreshness, {}));
  if (data === undefined) return null;
  return (
    <Link to={paths.cash} className={`${styles.quiet} ${styles.wideOnly}`} title={data.sentence}>
      <StateWord state={data.fresh && data.missing === 0 ? 'paid' : 'ours'}>
        {said(data)}{' '}
      </StateWord>
    </Link>
  );
}

function said({ fresh, from, missing }: ReplyOf<typeof readBankFreshness>): string {
  if (from === 'ledger') return fresh ? 'Ledger fresh' : 'Ledger old';
  if (!fresh) return 'Bank data old';
  return missing > 0 ? 'Statement missing' : 'Bank fresh';
}
