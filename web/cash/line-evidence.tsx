import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { withAmounts } from '../amounts-said.ts';
import styles from './line-evidence.module.css';
import { MarkNumber, RemittanceText, type Evidence, type LineField } from './remittance-text.tsx';

/**
 * All that the bank says about a line, with what was recognised drawn onto it; each mark has the
 * number of its sentence, so that neither colour nor a hovering hand is needed.
 */
export function LineEvidence({
  line,
  evidence,
}: {
  readonly line: BankLineJson;
  readonly evidence: readonly Evidence[];
}) {
  const { structured, endToEnd, customer } = line.references;
  const quoted: readonly (readonly [LineField, string, string | null])[] = [
    ['structured', 'Structured reference', structured],
    ['end_to_end', 'End-to-end reference', endToEnd],
    ['customer_reference', 'Payer’s reference', customer],
  ];
  return (
    <div className={styles.evidence}>
      <dl className={styles.facts}>
        <dt>Amount</dt>
        <dd>
          <strong>{amountText(line.amount)}</strong>
          <Numbers of={evidence} on="amount" />
        </dd>
        <dt>From</dt>
        <dd>
          {line.payerName ?? 'unknown payer'}
          <Numbers of={evidence} on="payer" />
          {line.payerAccount && (
            <span className={styles.account}>
              {line.payerAccount}
              <Numbers of={evidence} on="account" />
            </span>
          )}
        </dd>
        <dt>Remittance</dt>
        <dd>
          <RemittanceText text={line.remittance} evidence={evidence} isNumbered />
        </dd>
        {quoted.map(([field, name, text]) =>
          text === null ? null : (
            <div key={field} className={styles.pair}>
              <dt>{name}</dt>
              <dd>
                <RemittanceText text={text} evidence={evidence} field={field} isNumbered />
              </dd>
            </div>
          ),
        )}
      </dl>
      {evidence.length > 0 && (
        <ol className={styles.sentences} aria-label="Evidence">
          {evidence.map((one, place) => (
            <li key={`${one.kind} ${one.sentence} ${one.from}`} className={styles.sentence}>
              <MarkNumber of={place + 1} />
              <StateWord state={one.voice === 'against' ? 'overdue' : 'paid'}>
                <span className={styles.said}>{withAmounts(one.sentence)}</span>
              </StateWord>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The numbers of what was seen on a part of the line that is not a text to underline. */
function Numbers({
  of,
  on,
}: {
  readonly of: readonly Evidence[];
  readonly on: 'amount' | 'payer' | 'account';
}) {
  return of.map((one, place) =>
    one.where === null && placeOf(one) === on ? (
      <MarkNumber key={`${one.kind} ${one.sentence}`} of={place + 1} />
    ) : null,
  );
}

function placeOf({ kind }: Evidence): 'amount' | 'payer' | 'account' | undefined {
  if (kind.startsWith('amount_')) return 'amount';
  if (kind.startsWith('payer_account')) return 'account';
  return kind.startsWith('payer_') ? 'payer' : undefined;
}
