import type { ContactJson } from '@goodterms/api/customers/customers.ts';
import { toDay, weekdayOf } from '@goodterms/core/kernel/day.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useState } from 'react';
import { useSession, useWhyNot } from '../session.ts';
import { ContactForm } from './contact-form.tsx';
import { hoursSaid, languageName } from './contact-hours.ts';
import styles from './customers.module.css';

/** The people there; each can be changed in place. */
export function People({
  customer,
}: {
  readonly customer: {
    readonly id: string;
    readonly contacts: readonly ContactJson[];
    readonly localTime: string;
  };
}) {
  const [edited, setEdited] = useState<string>();
  const whyNot = useWhyNot('customers.write');
  const close = () => setEdited(undefined);
  return (
    <Panel
      title="People"
      level={3}
      beside={
        <Button look="quiet" whyNot={whyNot} onClick={() => setEdited('new')}>
          Add a person
        </Button>
      }
    >
      {edited === 'new' && <ContactForm customerId={customer.id} onDone={close} />}
      {customer.contacts.length === 0 && edited !== 'new' && (
        <p className={styles.soft}>
          Nobody is known here. Without a person and an address nothing can be sent.
        </p>
      )}
      <ul className={styles.people}>
        {customer.contacts.map((contact) => (
          <li key={contact.id}>
            {edited === contact.id ? (
              <ContactForm customerId={customer.id} contact={contact} onDone={close} />
            ) : (
              <Person
                contact={contact}
                localTime={customer.localTime}
                whyNot={whyNot}
                onChange={() => setEdited(contact.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Person({
  contact,
  localTime,
  whyNot,
  onChange,
}: {
  readonly contact: ContactJson;
  readonly localTime: string;
  readonly whyNot: string | undefined;
  readonly onChange: () => void;
}) {
  const { today } = useSession();
  const { name, greetingName, role, email, phone, language, isPrimary } = contact;
  const facts = [
    language && languageName(language),
    hoursSaid(contact, localTime, weekdayOf(toDay(today))),
  ];
  return (
    <div className={styles.onePerson}>
      <p>
        <strong>{name}</strong>
        {isPrimary && <span className={styles.soft}>, first to ask</span>}
        {role && <span className={styles.soft}>, {role}</span>}
      </p>
      <Button look="quiet" whyNot={whyNot} aria-label={`Change ${name}`} onClick={onChange}>
        Change
      </Button>
      <p className={styles.soft}>
        {greetingName && greetingName !== name && `Say “${greetingName}”. `}
        {facts.filter(Boolean).join(', ')}
      </p>
      <p className={styles.reach}>
        {phone && <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>}
        {email && <a href={`mailto:${email}`}>{email}</a>}
      </p>
    </div>
  );
}
