import { writeCsv, type CsvField } from '@goodterms/formats/csv/write.ts';
import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { House } from '../context.ts';
import type { Answer, Asked, Visitor } from '../door.ts';
import { serve, type Served } from './serve.ts';

/** Beyond this a list is a report: ask the database, not the page. */
const MOST_ROWS = 100_000;
const PAGE_SIZE = 200;

export type Csv = { readonly text: string; readonly fileName: string };
type Row = Readonly<Record<string, unknown>>;

/** Any list can be had as a file: the same address, asked for as `text/csv`. */
export function wantsCsv(accept: string | undefined, endpoint: Endpoint): boolean {
  return endpoint.method === 'GET' && (accept ?? '').startsWith('text/csv');
}

/** All pages of a list as one file, each page read as the screen reads it. */
export async function exportRows(
  house: House,
  answer: Answer,
  by: Visitor,
  asked: Asked<unknown, unknown, unknown>,
): Promise<Csv | (Served & { readonly status: Exclude<number, 200> })> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      ...(asked.query as object),
      ...(pages(answer.endpoint) ? { limit: PAGE_SIZE, cursor } : {}),
    };
    const served = await serve(house, answer, {
      asked: { ...asked, query },
      by,
      written: undefined,
    });
    if (served.status !== 200) return served;
    const page = listIn(served.reply as Row);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== undefined && rows.length < MOST_ROWS);

  const noun = answer.endpoint.path.split('/').findLast((part) => !part.startsWith(':')) ?? 'list';
  return { text: toCsv(rows), fileName: `${noun}.csv` };
}

/** Columns are the fields of the rows; an amount becomes two, its number and its currency. */
function toCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) => new Map(Object.entries(row).flatMap(columnsOf)));
  const header = [...new Set(lines.flatMap((line) => [...line.keys()]))];
  return writeCsv(
    header,
    lines.map((line) => header.map((name) => line.get(name))),
  );
}

function columnsOf([name, value]: [string, unknown]): [string, CsvField][] {
  if (isMoney(value))
    return [
      [name, { exact: value.amount }],
      [`${name}Currency`, value.currency],
    ];
  if (Array.isArray(value)) return [[name, value.map(asText).join('; ')]];
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([part, inner]): [string, unknown] => [
      `${name}.${part}`,
      inner,
    ]);
    return parts.flatMap(columnsOf);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
  return [[name, typeof value === 'string' ? value : null]];
}

function asText(value: unknown): string {
  if (isMoney(value)) return `${value.amount} ${value.currency}`;
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : JSON.stringify(value);
}

function isMoney(value: unknown): value is { amount: string; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

/** The first list in a reply is what the page shows. */
function listIn(reply: Row): { rows: Row[]; nextCursor: string | undefined } {
  const list = Object.values(reply).find((value) => Array.isArray(value)) ?? [];
  const rows = 'rows' in reply && Array.isArray(reply['rows']) ? reply['rows'] : list;
  const next = reply['nextCursor'];
  return { rows: rows as Row[], nextCursor: typeof next === 'string' ? next : undefined };
}

function pages({ query }: Endpoint): boolean {
  return query !== undefined && 'shape' in query && 'cursor' in (query.shape as object);
}
