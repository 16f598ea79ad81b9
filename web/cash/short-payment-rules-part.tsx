import {
  changeShortPaymentRules,
  readShortPaymentRules,
  type ShortPaymentRulesJson,
} from '@goodterms/api/cash/short-payments.ts';
import { amountText, typedAmount } from '@goodterms/ui/amount-text.ts';
import { Choice, FieldRow, TextField, Tick } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type Dispatch, type FormEvent, type SetStateAction } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { useWhyNot } from '../session.ts';
import { ChangedLine } from '../settings/changed-line.tsx';
import { SaveLine } from '../settings/save-line.tsx';
import styles from '../settings/settings.module.css';

type Limits = ShortPaymentRulesJson['tolerance'];

/** What is settled without asking when a payment is less, and what may be waived by whom. */
export function ShortPaymentRulesPart() {
  const query = useQuery(asking(readShortPaymentRules, {}));
  return <Loaded query={query}>{(answer) => <Form key={answer.version} answer={answer} />}</Loaded>;
}

/** Where a limit stands in the document, with its words. */
type Limit = {
  readonly label: string;
  readonly of: (rules: ShortPaymentRulesJson) => Limits;
  readonly with: (rules: ShortPaymentRulesJson, limits: Limits) => ShortPaymentRulesJson;
};

const SMALL: readonly Limit[] = [
  {
    label: 'Waived without asking, up to',
    of: ({ roundingUpTo }) => roundingUpTo,
    with: (rules, roundingUpTo) => ({ ...rules, roundingUpTo }),
  },
  {
    label: 'May be a bank fee, up to',
    of: ({ bankFeeUpTo }) => bankFeeUpTo,
    with: (rules, bankFeeUpTo) => ({ ...rules, bankFeeUpTo }),
  },
  {
    label: 'Waived by anybody at most',
    of: ({ tolerance }) => tolerance,
    with: (rules, tolerance) => ({ ...rules, tolerance }),
  },
];
const AUTHORITY = (['clerk', 'manager', 'owner'] as const).map((role): Limit => ({
  label: `A ${role} may waive`.replace('A owner', 'An owner'),
  of: ({ authority }) => authority[role] ?? {},
  with: (rules, limits) => ({ ...rules, authority: { ...rules.authority, [role]: limits } }),
}));

function Form({ answer }: { readonly answer: ReplyOf<typeof readShortPaymentRules> }) {
  const [draft, setDraft] = useState(answer.rules);
  const currencies = Object.keys(draft.tolerance).toSorted();
  const [currency, setCurrency] = useState(currencies.includes('EUR') ? 'EUR' : currencies[0]);
  const [another, setAnother] = useState('');
  const save = useWrite(changeShortPaymentRules);
  const mayNot = useWhyNot('cash.approve');
  const isSame = JSON.stringify(draft) === JSON.stringify(answer.rules);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { rules: draft } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.soft}>
        A payment that leaves a part of its invoice open asks why. Until somebody answers, nobody
        asks the customer for that part.
      </p>
      <Tick
        label="Grant a discount of the terms without asking when it was taken in time"
        checked={draft.grantsDiscountInTime}
        onChange={(event) =>
          setDraft((now) => ({ ...now, grantsDiscountInTime: event.target.checked }))
        }
      />
      <FieldRow>
        <TextField
          label="Days after its last day that a discount is still in time"
          type="number"
          required
          min={0}
          max={30}
          value={draft.discountGraceDays}
          onChange={(event) =>
            setDraft((now) => ({ ...now, discountGraceDays: event.target.valueAsNumber || 0 }))
          }
        />
      </FieldRow>
      <section className={styles.part}>
        <h2>Limits</h2>
        <p className={styles.soft}>
          Each currency has its own. What is more than anybody may waive needs a credit note, or is
          still due. A late discount is a favour and needs the same authority.
        </p>
        <FieldRow>
          <Choice
            label="Currency"
            value={currency ?? ''}
            options={currencies.map((code) => ({ value: code, label: code }))}
            onChange={(event) => setCurrency(event.target.value)}
          />
          <TextField
            label="Another currency"
            placeholder="HUF"
            maxLength={3}
            value={another}
            onChange={(event) => {
              const code = event.target.value.toUpperCase();
              const isNew = /^[A-Z]{3}$/.test(code) && draft.tolerance[code] === undefined;
              setAnother(isNew ? '' : code);
              if (!isNew) return;
              setDraft((now) => ({ ...now, tolerance: { ...now.tolerance, [code]: '0.00' } }));
              setCurrency(code);
            }}
          />
        </FieldRow>
        {currency !== undefined &&
          [SMALL, AUTHORITY].map((limits) => (
            <FieldRow key={limits[0]?.label}>
              {limits.map((limit) => (
                <LimitField
                  key={limit.label}
                  limit={limit}
                  currency={currency}
                  draft={draft}
                  setDraft={setDraft}
                />
              ))}
            </FieldRow>
          ))}
      </section>
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

/** One limit in the currency that is looked at, read aloud below. */
function LimitField({
  limit,
  currency,
  draft,
  setDraft,
}: {
  readonly limit: Limit;
  readonly currency: string;
  readonly draft: ShortPaymentRulesJson;
  readonly setDraft: Dispatch<SetStateAction<ShortPaymentRulesJson>>;
}) {
  const limits = limit.of(draft);
  const amount = limits[currency] ?? '';
  return (
    <TextField
      label={limit.label}
      inputMode="decimal"
      value={amount}
      hint={
        amount === ''
          ? 'Nothing.'
          : typedAmount(amount) === undefined
            ? 'An amount like 10.00; empty is nothing.'
            : amountText({ amount, currency })
      }
      onChange={(event) => {
        const { [currency]: _, ...rest } = limits;
        const typed = event.target.value;
        setDraft((now) => limit.with(now, typed === '' ? rest : { ...rest, [currency]: typed }));
      }}
    />
  );
}
