import { changeCompany, readCompany, type CompanyJson } from '@goodterms/api/settings/settings.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { FieldRow, TextArea, TextField } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { useWhyNot } from '../session.ts';
import { ChangedLine } from './changed-line.tsx';
import { SaveLine } from './save-line.tsx';
import styles from './settings.module.css';

/** Who we are: what letters print and by which clock we live. */
export function CompanyPart() {
  const query = useQuery(asking(readCompany, {}));
  return <Loaded query={query}>{(answer) => <Form key={answer.version} answer={answer} />}</Loaded>;
}

function Form({ answer }: { readonly answer: ReplyOf<typeof readCompany> }) {
  const [draft, setDraft] = useState(answer.company);
  const save = useWrite(changeCompany);
  const mayNot = useWhyNot('settings.write');
  const isSame = JSON.stringify(draft) === JSON.stringify(answer.company);
  const write = (part: Partial<CompanyJson>) => setDraft((now) => ({ ...now, ...part }));
  const text = (name: Exclude<keyof CompanyJson, 'bankAccounts'>) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => write({ [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { company: draft } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <FieldRow>
        <TextField label="Name" required maxLength={200} {...text('name')} />
        <TextField
          label="Signature"
          hint="Who signs letters, such as “Your accounts team”."
          maxLength={120}
          {...text('signature')}
        />
      </FieldRow>
      <TextArea label="Address" rows={3} maxLength={500} {...text('address')} />
      <FieldRow>
        <TextField label="Country" required maxLength={2} placeholder="DE" {...text('country')} />
        <TextField
          label="Currency"
          required
          maxLength={3}
          placeholder="EUR"
          {...text('currency')}
        />
        <TextField
          label="Time zone"
          required
          maxLength={60}
          placeholder="Europe/Berlin"
          {...text('timeZone')}
        />
      </FieldRow>
      <FieldRow>
        <TextField label="Telephone" type="tel" maxLength={60} {...text('phone')} />
        <TextField label="E-mail" type="email" maxLength={254} {...text('email')} />
      </FieldRow>
      <BankAccounts
        accounts={draft.bankAccounts}
        onChange={(bankAccounts) => write({ bankAccounts })}
      />
      <SaveLine
        error={save.error}
        isPending={save.isPending}
        whyNot={mayNot ?? (isSame ? 'Nothing has changed.' : undefined)}
      >
        <ChangedLine of={answer} />
      </SaveLine>
    </form>
  );
}

function BankAccounts({
  accounts,
  onChange,
}: {
  readonly accounts: CompanyJson['bankAccounts'];
  readonly onChange: (accounts: CompanyJson['bankAccounts']) => void;
}) {
  const change = (place: number, part: Partial<CompanyJson['bankAccounts'][number]>) =>
    onChange(accounts.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <section className={styles.part}>
      <h2>Where customers pay</h2>
      {accounts.map((account, place) => (
        // Accounts have no name of their own; their place in the list is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className={styles.accounts}>
          <TextField
            label="Currency"
            maxLength={3}
            required
            value={account.currency}
            onChange={(event) => change(place, { currency: event.target.value.toUpperCase() })}
          />
          <TextField
            label="IBAN"
            maxLength={40}
            required
            value={account.iban}
            onChange={(event) => change(place, { iban: event.target.value })}
          />
          <TextField
            label="BIC"
            maxLength={11}
            value={account.bic}
            onChange={(event) => change(place, { bic: event.target.value })}
          />
          <TextField
            label="Bank"
            maxLength={120}
            value={account.bank}
            onChange={(event) => change(place, { bank: event.target.value })}
          />
          <Button onClick={() => onChange(accounts.filter((_, at) => at !== place))}>Remove</Button>
        </div>
      ))}
      <div>
        <Button
          whyNot={accounts.length >= 20 ? 'Twenty accounts are enough.' : undefined}
          onClick={() => onChange([...accounts, { currency: 'EUR', iban: '', bic: '', bank: '' }])}
        >
          Add an account
        </Button>
      </div>
    </section>
  );
}
