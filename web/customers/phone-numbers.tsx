import type { ContactJson } from '@goodterms/api/customers/customers.ts';
import styles from './customers.module.css';

/** Whom to call, the first person first. */
export function PhoneNumbers({ contacts }: { readonly contacts: readonly ContactJson[] }) {
  const withPhone = contacts
    .filter(({ phone }) => phone !== null && phone !== '')
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
  if (withPhone.length === 0) return <p>No telephone number is known. Ask for one by mail.</p>;
  return (
    <ul className={styles.phones}>
      {withPhone.map(({ id, name, phone }) => (
        <li key={id}>
          <a href={`tel:${(phone ?? '').replaceAll(/[^\d+]/g, '')}`}>{phone}</a> {name}
        </li>
      ))}
    </ul>
  );
}
