import type {
  RemittanceReportJson,
  TakenAdviceJson,
} from '@goodterms/api/cash/remittance-advice.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { counted } from '@goodterms/ui/day-words.ts';
import styles from './import-report.module.css';

/** What a remittance advice said and what came of it; of a mail, each that hung on it. */
export function RemittanceReport({
  name,
  report,
}: {
  readonly name: string;
  readonly report: RemittanceReportJson;
}) {
  const all = [report, ...report.others];
  return (
    <>
      {all.map((taken) => (
        <OneAdvice
          key={taken.advice.id}
          name={taken.advice.fileName === name ? name : `${name}, ${taken.advice.fileName}`}
          taken={taken}
        />
      ))}
      {report.unread.map((one) => (
        <p key={one.name} className={styles.soft}>
          {one.name} on it is no advice: {one.what}. {one.advice}
        </p>
      ))}
    </>
  );
}

function OneAdvice({
  name,
  taken: { alreadyHere, advice, problems },
}: {
  readonly name: string;
  readonly taken: TakenAdviceJson;
}) {
  const { customer, total, lines, lineId } = advice;
  return (
    <article className={styles.report}>
      <p>
        <strong>{name}</strong>
        <span className={styles.soft}> remittance advice, {counted(lines.length, 'document')}</span>
      </p>
      <p>
        {total ? amountText(total) : 'A payment'}
        {customer && ` from ${customer.name}`}.{' '}
        {alreadyHere
          ? 'It is here already. Nothing has changed.'
          : lineId === null
            ? 'The payment has not come yet; it is expected.'
            : 'The payment is here and was decided again with it.'}
      </p>
      {problems.map(({ where, what, advice: todo }) => (
        <p key={where + what} className={styles.soft}>
          {where}: {what}. {todo}
        </p>
      ))}
    </article>
  );
}
