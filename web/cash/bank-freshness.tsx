import { DayText, MomentText } from '@goodterms/ui/day-text.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useSession } from '../session.ts';

/** As of when we know who has paid; when that is too long ago, what follows from it. */
export function BankFreshness({
  of,
}: {
  readonly of: {
    readonly importedAt: string | null;
    readonly asOf: string | null;
    readonly from: 'bank' | 'ledger' | 'nowhere';
    readonly fresh: boolean;
    readonly sentence: string;
  };
}) {
  const { today } = useSession();
  if (!of.fresh || of.asOf === null || of.from !== 'bank') {
    return (
      <StateWord state={of.fresh ? (of.from === 'ledger' ? 'paid' : 'open') : 'ours'}>
        {of.sentence}
      </StateWord>
    );
  }
  return (
    <StateWord state="paid">
      Bank as of <DayText on={of.asOf} today={today} />
      {of.importedAt && (
        <>
          , taken in <MomentText at={of.importedAt} />
        </>
      )}
    </StateWord>
  );
}
