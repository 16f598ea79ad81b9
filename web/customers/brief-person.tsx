import type { ContactJson } from '@goodterms/api/customers/customers.ts';
import { toDay, weekdayOf } from '@goodterms/core/kernel/day.ts';
import { useSession } from '../session.ts';
import { hoursSaid, languageName } from './contact-hours.ts';
import styles from './customers.module.css';

/** The person first: how to say the name, which language, and what time it is there. */
export function BriefPerson({
  customer,
}: {
  readonly customer: {
    readonly contacts: readonly ContactJson[];
    readonly language: string;
    readonly localTime: string;
    readonly timeZone: string;
    readonly personal: boolean;
    readonly sponsor: string | null;
  };
}) {
  const { today } = useSession();
  const person = customer.contacts.find(({ isPrimary }) => isPrimary) ?? customer.contacts[0];
  const weekday = weekdayOf(toDay(today));
  return (
    <div className={styles.person}>
      {person ? (
        <>
          <p>
            <strong>{person.name}</strong>
            {person.role && <span className={styles.soft}>, {person.role}</span>}
          </p>
          {person.greetingName && person.greetingName !== person.name && (
            <p>Say “{person.greetingName}”.</p>
          )}
        </>
      ) : (
        <p>
          Nobody is known yet. Ask for the name of whoever pays, and add it on the customer's page.
        </p>
      )}
      <p>
        {languageName(person?.language ?? customer.language)}, {customer.localTime} their time
        {person ? `, ${hoursSaid(person, customer.localTime, weekday)}` : ''}
      </p>
      {person && <Reach of={person} />}
      {customer.personal && (
        <p>
          A special bond: {customer.sponsor ?? 'a named colleague'} writes, nothing is sent by
          machine.
        </p>
      )}
    </div>
  );
}

function Reach({ of: { phone, email } }: { readonly of: ContactJson }) {
  return (
    <p className={styles.reach}>
      {phone && <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>}
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {!phone && !email && <span className={styles.soft}>No telephone number, no address.</span>}
    </p>
  );
}
