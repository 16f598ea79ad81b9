import { listMatchTiers } from '@goodterms/api/cash/matching.ts';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { StateWord, type State } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import styles from './match-rates.module.css';
import { shareWords } from './share-words.ts';

type Tiers = ReplyOf<typeof listMatchTiers>;
type Tier = Tiers['rows'][number];

const STATES: Readonly<Record<Tier['state'], { readonly shape: State; readonly word: string }>> = {
  applies: { shape: 'paid', word: 'applies by itself' },
  suspended: { shape: 'held', word: 'suspended' },
  below_target: { shape: 'held', word: 'only proposes' },
};

/** Each kind of evidence with its record, and whether it may settle a payment by itself. */
export function MatchTiers() {
  const tiers = useQuery(asking(listMatchTiers, {}));
  return (
    <Loaded query={tiers} rows={6}>
      {(answer) => (
        <section className={styles.part} aria-label="Tiers">
          <div className={styles.head}>
            <h2>What applies by itself</h2>
            <div className={styles.tools}>
              <ExportButton endpoint={listMatchTiers} ask={{}} />
            </div>
          </div>
          <p className={styles.soft}>
            What is settled without a person is to be right in at least{' '}
            {percent(answer.targetPrecision)} of cases. After its first error a tier only proposes,
            until it has earned that again.{' '}
            <Link to={paths.settings} params={{ part: 'matching' }}>
              Change how sure it must be.
            </Link>
          </p>
          <Table
            caption="Tiers of matching"
            rows={answer.rows}
            rowKey={({ tier }) => tier}
            columns={[
              {
                key: 'sentence',
                head: 'Tier',
                wide: true,
                sentence: true,
                cell: ({ sentence }) => sentence,
              },
              {
                key: 'state',
                head: 'What it does',
                cell: (tier) => (
                  <span className={styles.doing}>
                    <Doing tier={tier} target={answer.targetPrecision} />
                  </span>
                ),
              },
              {
                key: 'record',
                head: 'confirmed right',
                right: true,
                cell: ({ right, wrong }) =>
                  right + wrong === 0
                    ? 'not judged yet'
                    : shareWords(right / (right + wrong), right, right + wrong),
              },
              {
                key: 'matches',
                head: 'in force',
                right: true,
                spare: true,
                cell: ({ matches }) => (matches === 0 ? '–' : matches.toLocaleString('en-GB')),
              },
            ]}
          />
        </section>
      )}
    </Loaded>
  );
}

function Doing({ tier, target }: { readonly tier: Tier; readonly target: number }) {
  const { shape, word } = STATES[tier.state];
  return (
    <StateWord state={shape}>
      {word}
      {tier.state === 'suspended' && (
        <span className={styles.soft}>
          : a match was taken back
          {tier.lastWrongAt && (
            <>
              {' '}
              <MomentText at={tier.lastWrongAt} />
            </>
          )}
          ; right {counted(tier.rightSinceWrong, 'time')} since
        </span>
      )}
      {tier.state === 'below_target' && (
        <span className={styles.soft}>
          : {percent(tier.expectedPrecision)} is below {percent(target)}
        </span>
      )}
    </StateWord>
  );
}

/** '99.9 %', with as many decimals as it needs. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
