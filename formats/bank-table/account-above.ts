import type { Table } from '../table/read-table.ts';

/** Above the table many banks say whose account it is. */
export function accountAbove(table: Table): string | undefined {
  const above = table.leftOut.filter(({ why }) => why === 'before_header').map(({ text }) => text);
  for (const search of [ibanIn, numberAfterLabel, numberAtTheEnd]) {
    const found = above.map(search).find((account) => account !== undefined);
    if (found !== undefined) return found;
  }
  // '="0201900016400270"': a long number that begins the facts without a word to it.
  return /^="(\d{9,24})"/.exec(above[0] ?? '')?.[1];
}

function ibanIn(text: string): string | undefined {
  const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/.exec(text)?.[0];
  return iban?.replaceAll(' ', '');
}

const LABEL =
  'konto(?:nummer)?|account(?: number| no\\.?)?|compte|conta|cuenta|conto|rekening|rachun\\w*|口座番号|账号|계좌번호';

function numberAfterLabel(text: string): string | undefined {
  const labelled = new RegExp(
    `(?:${LABEL})(?:\\s*:\\s*|\\s+)([\\d*xX][\\d \\-/*xX.]{4,33}\\d)`,
    'i',
  );
  return labelled.exec(text)?.[1];
}

/** 'Account Details For: Savings 010-81630-0'. */
function numberAtTheEnd(text: string): string | undefined {
  const named = new RegExp(`(?:${LABEL})\\b.*\\s(\\d[\\d-]{6,}\\d)$`, 'i').exec(text)?.[1];
  return named !== undefined && /^(?:\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4})$/.test(named)
    ? undefined
    : named;
}
