import type { BankFileLookJson } from '@goodterms/api/cash/bank-file-look.ts';
import { BANK_FIELDS, type BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { Choice, FieldRow, Tick } from '@goodterms/ui/field.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { BANK_FIELD_WORDS } from './bank-field-words.ts';
import styles from './explain-file.module.css';
import { meaningOf, type Explanation } from './file-explanation.ts';

const AS_RECOGNISED = { value: '', label: 'as recognised' };
const ORDERS = [
  AS_RECOGNISED,
  { value: 'DMY', label: 'day, month, year' },
  { value: 'MDY', label: 'month, day, year' },
  { value: 'YMD', label: 'year, month, day' },
];
const MARKS = [
  AS_RECOGNISED,
  { value: '.', label: 'a point: 1,250.00' },
  { value: ',', label: 'a comma: 1.250,00' },
];
const MEANINGS = [
  { value: '', label: 'left out' },
  ...Object.entries(BANK_FIELD_WORDS).map(([value, label]) => ({ value, label })),
];

/** Each column of a bank's table, what stands in it, and what it means. */
export function FileColumns({
  first: { table, lacks },
  look,
  said,
  say,
}: {
  readonly first: BankFileLookJson;
  readonly look: BankFileLookJson;
  readonly said: Explanation;
  readonly say: (part: Partial<Explanation>) => void;
}) {
  if (table === null) return null;
  const columns = table.header.map((header, at) => ({
    header,
    samples: [...new Set(table.rows.map((row) => row[at]?.trim() ?? ''))].filter(Boolean),
  }));
  return (
    <details open={lacks.includes('columns')} className={styles.part}>
      <summary>Which column is what</summary>
      <Table
        caption="Columns and their meaning"
        rows={columns}
        rowKey={({ header }) => header}
        columns={[
          { key: 'header', head: 'Column', cell: ({ header }) => <strong>{header}</strong> },
          {
            key: 'means',
            head: 'means',
            cell: ({ header }) => (
              <span className={styles.means}>
                <Choice
                  label={`What ${header} means`}
                  labelHidden
                  value={meaningOf(header, table, said)}
                  options={MEANINGS}
                  onChange={({ target: { value } }) =>
                    say({ meanings: { ...said.meanings, [header]: fieldOf(value) } })
                  }
                />
              </span>
            ),
          },
          {
            key: 'samples',
            head: 'such as',
            wide: true,
            cell: ({ samples }) => (
              <span className={styles.soft}>
                {samples.length > 0 ? samples.slice(0, 3).join(' · ') : 'empty'}
              </span>
            ),
          },
        ]}
      />
      <div className={styles.habits}>
        <FieldRow>
          <Choice
            label="Days are written"
            value={said.dayOrder ?? look.table?.dayOrder ?? ''}
            options={ORDERS}
            onChange={({ target: { value } }) =>
              say({ dayOrder: (value || undefined) as Explanation['dayOrder'] })
            }
          />
          <Choice
            label="Decimals stand after"
            value={said.decimalMark ?? look.table?.decimalMark ?? ''}
            options={MARKS}
            onChange={({ target: { value } }) =>
              say({ decimalMark: (value || undefined) as Explanation['decimalMark'] })
            }
          />
          <Tick
            label="Money out has no sign, as on a card"
            checked={said.signTurned ?? table.signTurned}
            onChange={({ target: { checked } }) => say({ signTurned: checked })}
          />
        </FieldRow>
      </div>
    </details>
  );
}

function fieldOf(value: string): BankField | '' {
  return BANK_FIELDS.find((field) => field === value) ?? '';
}
