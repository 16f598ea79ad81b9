import {
  columnsOf,
  columnUnder,
  plainWords,
  stacked,
  type AdviceColumn,
  type AdviceField,
} from './columns.ts';
import { bareDayIn, isTotalRow, noteLabels, type WrittenPayment } from './labels.ts';
import type { AdviceCell, AdviceRow } from './remittance.ts';
import type { WrittenAdvice, WrittenLine } from './written-advice.ts';
import {
  bareNumber,
  canBeAmount,
  currencyIn,
  invoicesNamedIn,
  looksLikeAmount,
  looksLikeDay,
  looksLikeReference,
  piecesIn,
} from './written-words.ts';

/** Finds the documents and the payment in rows of cells, from a page, a table or a mail. */
export function adviceOfRows(rows: readonly AdviceRow[]): Omit<WrittenAdvice, 'format'> {
  const text = rows.map(({ cells }) => cells.map((cell) => cell.text).join(' ')).join('\n');
  const above: WrittenPayment = {};
  const lines = tabularLines(rows, above);
  const payment: WrittenPayment = lines.length > 0 ? above : {};
  const found = lines.length > 0 ? lines : looseLines(rows, payment);
  const paid = payment.paid ?? rows.map(bareDayIn).find((day) => day !== undefined);
  return {
    ...payment,
    paid,
    currency: currencyIn(payment.total ?? '') ?? currencyIn(text),
    lines: found,
  };
}

/** Rows below headers, on every page that has some. */
function tabularLines(rows: readonly AdviceRow[], payment: WrittenPayment): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let columns: readonly AdviceColumn[] | undefined;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as AdviceRow;
    const header = headerAt(rows, at);
    if (header !== undefined) {
      columns = header.columns;
      at += header.rows - 1;
      continue;
    }
    const line = columns && !isTotalRow(row) ? lineOf(row, columns) : undefined;
    if (line !== undefined) lines.push(line);
    else if (!noteLabels(payment, row)) addReason(lines, row, rows[at - 1]);
  }
  return lines;
}

/** Headers on one line or on up to three. The reading that names most columns counts. */
function headerAt(rows: readonly AdviceRow[], at: number) {
  let cells: readonly AdviceCell[] | undefined = rows[at]?.cells;
  let best: { columns: readonly AdviceColumn[]; named: number; rows: number } | undefined;
  for (let count = 1; count <= HEADER_ROWS_MAX && cells !== undefined; count += 1) {
    const columns = columnsOf(cells) ?? [];
    const named = columns.filter(({ field }) => field !== undefined).length;
    if (named > (best?.named ?? 0)) best = { columns, named, rows: count };
    cells = stacked(cells, rows[at + count]?.cells ?? []);
  }
  return best;
}

const HEADER_ROWS_MAX = 3;

type Written = Partial<Record<AdviceField, string>>;

/** Undefined when the row has no document beside an amount. */
function lineOf(row: AdviceRow, columns: readonly AdviceColumn[]): WrittenLine | undefined {
  const written: Written = {};
  const kept: string[] = [];
  for (const cell of row.cells.flatMap((each) => apart(each, columns))) {
    const field = fieldUnder(columns, cell);
    if (field === undefined) continue;
    if (field === 'discount' && canBeAmount(cell.text)) kept.push(cell.text);
    if (field === 'discount' && kept.length > 1) continue;
    written[field] = written[field] === undefined ? cell.text : `${written[field]} ${cell.text}`;
  }
  const reference = bareNumber(written.reference ?? '');
  const amounts = (['amount', 'gross', 'discount'] as const).filter((field) =>
    canBeAmount(written[field] ?? ''),
  );
  if (amounts.length === 0 || !/\d/.test(reference) || looksLikeDay(reference)) return undefined;
  const of = (field: 'amount' | 'gross' | 'discount') =>
    amounts.includes(field) ? written[field] : undefined;
  return {
    where: row.where,
    reference,
    documentDate: looksLikeDay(written.documentDate ?? '') ? written.documentDate : undefined,
    amount: of('amount'),
    gross: of('gross'),
    discount: of('discount'),
    moreDiscounts: kept.slice(1),
    reason: written.reason,
    currency: written.currency,
    isCredit: isCredit(row),
  };
}

/** A cell over several columns: an amount or a day in it is taken out of the words around it. */
function apart(cell: AdviceCell, columns: readonly AdviceColumn[]): readonly AdviceCell[] {
  const { text, from, to } = cell;
  const under = columns.filter((column) => column.from < to && from < column.to);
  if (under.length < 2 || looksLikeAmount(text) || looksLikeDay(text)) return [cell];
  const width = (to - from) / text.length;
  const cells: AdviceCell[] = [];
  let isWords = false;
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const start = from + index * width;
    const end = start + word.length * width;
    const stands = looksLikeAmount(word) || looksLikeDay(word);
    const last = cells.at(-1);
    if (last === undefined || stands || !isWords) cells.push({ text: word, from: start, to: end });
    else cells[cells.length - 1] = { text: `${last.text} ${word}`, from: last.from, to: end };
    isWords = !stands;
  }
  return cells;
}

/** An amount never stands under a number or a day, nor a day under an amount. */
function fieldUnder(columns: readonly AdviceColumn[], cell: AdviceCell): AdviceField | undefined {
  const isAmount = looksLikeAmount(cell.text);
  const isDay = !isAmount && looksLikeDay(cell.text);
  const impossible: readonly (AdviceField | undefined)[] = isAmount
    ? ['reference', 'documentDate', 'currency']
    : isDay
      ? ['amount', 'gross', 'discount', 'currency']
      : [];
  const possible = columns.filter(({ field }) => !impossible.includes(field));
  return columnUnder(possible, cell)?.field;
}

/** A line of words below a document says why less is paid for it. */
function addReason(lines: WrittenLine[], row: AdviceRow, before: AdviceRow | undefined): void {
  const last = lines.at(-1);
  const [cell] = row.cells;
  if (last === undefined || cell === undefined || row.cells.length > 1) return;
  if (before?.where !== last.where || last.reason !== undefined || !/\p{L}{3}/u.test(cell.text))
    return;
  if (!REASON.test(plainWords(cell.text))) return;
  lines[lines.length - 1] = { ...last, reason: cell.text };
}

const REASON =
  /deduct|kurzung|abzug|reason|grund|damag|short|missing|return|wrong|price|preis|mangel|besch|fehl|retour|differen|bonus|rebate|freight|fracht|claim|reklam|pallet|palett|promo|penalt|litige|manque|korting|schade|skonto|discount/;

/** Where no header says what is what: a document's number before an amount, line by line. */
function looseLines(rows: readonly AdviceRow[], payment: WrittenPayment): WrittenLine[] {
  const lines: WrittenLine[] = [];
  for (const row of rows) {
    if (addFact(lines, row)) continue;
    if (noteLabels(payment, row) || isTotalRow(row)) continue;
    const words = row.cells.flatMap(({ text }) =>
      looksLikeAmount(text) || looksLikeDay(text) ? [text] : piecesIn(text),
    );
    const amounts = words.filter(looksLikeAmount);
    const text = row.cells.map((cell) => cell.text).join(' ');
    const named = invoicesNamedIn(text);
    const reference = named[0] ?? (amounts.length > 0 ? words.find(looksLikeReference) : undefined);
    if (reference === undefined) continue;
    const base = {
      where: row.where,
      reason: undefined,
      currency: undefined,
      isCredit: isCredit(row),
    };
    if (named.length > 1) {
      const none = {
        documentDate: undefined,
        amount: undefined,
        gross: undefined,
        discount: undefined,
      };
      lines.push(...named.map((number) => ({ ...base, ...none, reference: number })));
      if (amounts.length === 1) payment.total ??= amounts[0];
      continue;
    }
    const [first, second, third] = amounts;
    const amount = third ?? second ?? first;
    const gross = second === undefined ? undefined : first;
    const discount = third === undefined ? undefined : second;
    const documentDate = words.find(looksLikeDay);
    lines.push({ ...base, reference, documentDate, amount, gross, discount });
  }
  return withoutRepeats(lines);
}

/** 'Amount: 12.00' and 'Date: 1 March 2026' on lines of their own below the number of an invoice. */
function addFact(lines: WrittenLine[], row: AdviceRow): boolean {
  const last = lines.at(-1);
  const text = row.cells.map((cell) => cell.text).join(' ');
  const [, label = '', value = ''] = /^\s*([\p{L} ]{3,30}):\s*(\S.*)$/u.exec(text) ?? [];
  if (last === undefined || value === '') return false;
  const words = plainWords(label);
  if (last.amount === undefined && looksLikeAmount(value) && FACT_AMOUNT.test(words)) {
    lines[lines.length - 1] = { ...last, amount: value };
    return true;
  }
  if (
    last.amount === undefined &&
    last.documentDate === undefined &&
    /^(invoice )?date$|^datum$|^rechnungsdatum$/.test(words) &&
    looksLikeDay(value)
  ) {
    lines[lines.length - 1] = { ...last, documentDate: value };
    return true;
  }
  return false;
}

const FACT_AMOUNT =
  /^(amount|(invoice|net|paid) amount|amount paid|betrag|zahlbetrag|montant|bedrag|importe|importo|belopp|belob|belop|kwota)$/;

/** A mail names its invoice in the subject and in the text: once is enough. */
function withoutRepeats(lines: readonly WrittenLine[]): WrittenLine[] {
  const withAmount = new Set(
    lines.filter(({ amount }) => amount !== undefined).map(({ reference }) => reference),
  );
  const bare = new Set<string>();
  return lines.filter(({ reference, amount }) => {
    if (amount !== undefined) return true;
    const isNew = !withAmount.has(reference) && !bare.has(reference);
    bare.add(reference);
    return isNew;
  });
}

function isCredit({ cells }: AdviceRow): boolean {
  return cells.some(({ text }) =>
    /\bcredit (note|memo)|\bcr(edit)?\b|gutschrift|\bavoir\b|creditnota|nota de (abono|credito)|nota di credito|kreditnota|kreditfaktura|hyvitys|korekta|^CN$/i.test(
      text,
    ),
  );
}
