import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import type { Table } from '../table/read-table.ts';

/** The name of the column that says what is open where only columns of age say it. */
export const OPEN_AMOUNT = 'Open amount';

/** 'Current', '1-30', '31 bis 60 Tage', '> 90', '90+', 'älter', '< 1 month'. */
const AGES = [
  /^(current|not (yet )?due|nicht f[äa]llig|à [ée]choir|non [ée]chue?s?|niet vervallen|no vencido|por vencer|non scaduto|a scadere|ikke forfal\w*|ej f[öo]rfall\w*|er[äa][äa]ntym[äa]t[öo]n)\b/i,
  /^\D{0,16}\d{1,3} ?(-|–|—|to|bis|tot|til|till|à|a|al|e) ?\d{1,3}\b/i,
  /^\D{0,16}(>=?|\+|over|[üu]ber|mehr als|plus de|m[áa]s de|oltre|pi[ùu] di|meer dan|mer [äe]n|yli) ?\d{1,3}\b/i,
  /^\D{0,16}\d{1,3} ?(\+|plus|and (over|older|more)|days? and over|tage und mehr|et plus|en meer|y m[áa]s)/i,
  /^(older|[äa]lter|plus ancien\w*|ouder|[äa]ldre|eldre|ældre|m[áa]s antigu\w*)\b/i,
  /^<? ?[1-9] (months?|monate?|mois|maand(en)?|mes(es|i)?|m[åa]n\w*)$/i,
];
const AGES_AT_LEAST = 3;
/** In a list of documents a row stands in one column; in a list of sums it stands in several. */
const MOST = 0.8;

/**
 * An ageing list may say what is open of a document by the column in which the amount stands, and
 * nowhere else. Such a table gets a column more, with the amount wherever it stands.
 */
export function withOpenAmounts(table: Table): Table {
  const { header, rows } = table;
  const ages = header.flatMap((name, at) =>
    AGES.some((age) => age.test(name.trim())) ? [at] : [],
  );
  if (ages.length < AGES_AT_LEAST || header.includes(OPEN_AMOUNT)) return table;
  const open = rows.map((row) => {
    const filled = ages.map((at) => row[at]?.trim() ?? '').filter(isSome);
    return filled.length === 1 ? filled[0] : undefined;
  });
  const said = open.filter((amount) => amount !== undefined);
  if (said.length === 0 || said.length < rows.length * MOST) return table;
  if (isSaidElsewhere(table, ages, open)) return table;
  return {
    ...table,
    header: [...header, OPEN_AMOUNT],
    rows: rows.map((row, at) => [...header.map((_, column) => row[column] ?? ''), open[at] ?? '']),
  };
}

function isSome(cell: string): boolean {
  return /[1-9]/.test(cell) && numberIn(cell) !== undefined;
}

/** Another column holds the same amounts: a total. */
function isSaidElsewhere(
  { header, rows }: Table,
  ages: readonly number[],
  open: readonly (string | undefined)[],
): boolean {
  return header.some((_, column) => {
    if (ages.includes(column)) return false;
    const same = rows.filter((row, at) => {
      const amount = open[at];
      return amount !== undefined && numberIn(row[column]?.trim() ?? '') === numberIn(amount);
    });
    return same.length >= rows.length * MOST;
  });
}

function numberIn(cell: string): string | undefined {
  const mark = /[.,]\d{1,2}\D*$/.exec(cell)?.[0][0] === ',' ? ',' : '.';
  return readAmount(cell, mark);
}
