import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import type { MoneyJson } from '@goodterms/api/fields.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { Progress } from '@goodterms/ui/progress.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { CollectorAssignment } from '../customers/collector-assignment.tsx';
import { languageName } from '../customers/contact-hours.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import styles from './customer-head.module.css';

/** Who this is, and in one sentence where we stand. */
export function CustomerHead({ customer }: { readonly customer: CustomerPageJson }) {
  const { today } = useSession();
  const { explanation } = customer;
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h1>{customer.name}</h1>
        <span className={styles.soft}>{customer.number}</span>
        {customer.personal && <StateWord state="held">Special bond: a person writes</StateWord>}
        {customer.insolventOn && (
          <StateWord state="ended">
            Insolvent since <DayText on={customer.insolventOn} today={today} />
          </StateWord>
        )}
      </div>
      <p className={styles.sentence}>
        {explanation.sentence}
        {explanation.nextOn && (
          <span className={styles.soft}>
            {' '}
            Next look on <DayText on={explanation.nextOn} today={today} />.
          </span>
        )}
      </p>
      <dl className={styles.facts}>
        <Fact name="Looked after by">
          <CollectorAssignment customerId={customer.id} collector={customer.collector} />
        </Fact>
        {customer.sponsor && <Fact name="Sponsor">{customer.sponsor}</Fact>}
        <Fact name="Where">
          {[customer.country, languageName(customer.language)].filter(Boolean).join(', ')},{' '}
          {customer.localTime} there
        </Fact>
        {customer.termDays !== null && <Fact name="Terms">{customer.termDays} days</Fact>}
        {customer.customerSince && (
          <Fact name="Customer since">
            <DayText on={customer.customerSince} today={today} />
          </Fact>
        )}
        {customer.parent && (
          <Fact name="Belongs to">
            <CustomerLink of={customer.parent} />
          </Fact>
        )}
        {customer.subsidiaries.length > 0 && (
          <Fact name="Subsidiaries">
            {customer.subsidiaries.map((one, place) => (
              <Fragment key={one.id}>
                {place > 0 && ', '}
                <CustomerLink of={one} />
              </Fragment>
            ))}
          </Fact>
        )}
        {customer.creditLimit && (
          <Fact name="Exposure against limit">
            <Exposure limit={customer.creditLimit} open={explanation.open} />
          </Fact>
        )}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function CustomerLink({ of }: { readonly of: { readonly id: string; readonly name: string } }) {
  return (
    <Link to={paths.customer} params={{ customerId: of.id }} search={{}}>
      {of.name}
    </Link>
  );
}

/** What is open in the limit's currency; other currencies are not converted here. */
function Exposure({
  limit,
  open,
}: {
  readonly limit: MoneyJson;
  readonly open: readonly MoneyJson[];
}) {
  const exposed = open.find(({ currency }) => currency === limit.currency) ?? {
    amount: '0',
    currency: limit.currency,
  };
  const others = open.filter(({ currency }) => currency !== limit.currency);
  const says =
    `${amountText(exposed)} of ${amountText(limit)}` +
    (others.length > 0 ? `, and ${others.map(amountText).join(', ')}` : '');
  return <Progress value={Number(exposed.amount)} of={Number(limit.amount)} says={says} />;
}
