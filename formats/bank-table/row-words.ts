import { plainHeader } from './vocabulary.ts';

const IN =
  'c cr credit h haben bij in eingang gutschrift j crdt k kredit credito avere a abono entrada deposit income incoming received + wplyw uznanie jovairas prijem kr inn plus haber credited bejovo przychod entrata entree recette prichod prijata wplata приход кредит зачисление пополнение 收入 收 贷 貸 入金 입금 π πιστωση'.split(
    ' ',
  );
const OUT =
  'd dr debit s soll af out ausgang lastschrift belastung t dbit debito debet dare cargo salida uit withdrawal outgoing sent db - wyplyw obciazenie terheles vydaj ut minus w debe debited kimeno rozchod saida uscita sortie depense odchod wyplata расход дебет списание 支出 支 借 出金 출금 χ χρεωση'.split(
    ' ',
  );

/** Which way a word such as 'D', 'Haben', 'Af', 'CRDT' says the money went. */
export function directionWord(word: string): 'in' | 'out' | undefined {
  const plain = word.trim() === '+' || word.trim() === '-' ? word.trim() : plainHeader(word);
  if (IN.includes(plain)) return 'in';
  return OUT.includes(plain) ? 'out' : undefined;
}

/** States in which a row is announced, stopped or undone: no money that moved. */
export const NOT_BOOKED =
  /pending|vorgemerkt|в обработке|заблокир|unbooked|nicht gebucht|revert|declin|failed|cancel|annul|reserv|processing|authori[sz]|in bearbeitung|angek|en attente|pendiente|in behandeling|reject|refus|expired|void|on hold|storniert|w toku|oczekuj|zablokow|отклон|в ожидании|失败|关闭|失敗|대기|취소/i;

/** Rows of a balance and sums, which some banks put among the movements. */
export const BALANCE_ROW =
  /^(anfangs|end|alter |neuer |schluss)?(saldo|kontostand)\b|^(opening|closing|beginning|ending|start|starting|current|available|previous|new|old) ?balance\b|^balance (brought|carried)|^solde\b|^saldo (inicial|final|iniziale|finale|poczatkowe|koncowe)|^(grand |sub)?totals?\b|^umsatztotal\b|^summe\b|^gesamt\b/i;

/** A row that adds up the movements of a period and is none of them, though it has a day. */
export function isTurnover(cell: string): boolean {
  return /^(apyvarta|apgrozijums|kaive|turnover|оборот)$/.test(plainHeader(cell));
}

/** The whole text of a row that tells what the account stood at. */
export function isBalanceAlone(text: string): boolean {
  const plain = plainHeader(text);
  // 'S A L D O'
  const word = /^(?:\p{L} )+\p{L}$/u.test(plain) ? plain.replaceAll(' ', '') : plain;
  return /^(balance|saldo|solde|kontostand|sold|stand)$/.test(word);
}

/** A cell that says nothing but that the row is a balance, and which of the two. */
export function balanceWord(cell: string): 'opening' | 'closing' | undefined {
  // Most cells of a large table are seen at a glance to be something else.
  if (cell.length > 40 || !/sald|balance|solde|kontostand|likutis|atlikums/i.test(cell))
    return undefined;
  const plain = plainHeader(cell);
  if (
    /^(anfangssaldo|alter (saldo|kontostand)|(opening|beginning|starting|start|previous|old) ?balance|balance brought forward|solde (initial|precedent|anterieur)|saldo (inicial|iniziale|poczatkowe|poprzednie|anterior)|beginsaldo|ingaende saldo|startsaldo|algsaldo|likutis pradziai|sakuma atlikums)$/.test(
      plain,
    )
  )
    return 'opening';
  return /^(endsaldo|schlusssaldo|neuer (saldo|kontostand)|(closing|ending|end|new|current|final) ?balance|balance carried forward|solde (final|nouveau)|nouveau solde|saldo (final|finale|koncowe)|eindsaldo|utgaende saldo|slutsaldo|loppsaldo|likutis pabaigai|beigu atlikums)$/.test(
    plain,
  )
    ? 'closing'
    : undefined;
}
