import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { has, hasNot, only, pattern } from './header-words.ts';

const AMOUNT =
  'amount|amt|betrag|umsatz|montant|importo|importe|import|bedrag|kwota|belopp|belob|beloeb|belop|summa|suma|sum|osszeg\\p{L}*|castka|ciastka|valor|maara|iznos|objem|tutar\\p{L}*|znesek|monto|montante|valore|ammontare|сумма|сума|ποσο';
/** Another amount than the one that moved on the account. */
const OTHER_AMOUNT =
  'original\\p{L}*|foreign|fremd\\p{L}*|instructed|local|source|target|puvodni|povodn\\p{L}*|devises?|deviza\\p{L}*|etrangere|fees?|gebuhr\\p{L}*|entgelt|commission\\p{L}*|comis\\p{L}*|poplat\\p{L}*|prowizj\\p{L}*|kosten|tax|vat|mwst|iva|limit|balance|saldo|solde|price|комисси\\p{L}*|комісі\\p{L}*|кешбек\\p{L}*|кэшбэк|округлени\\p{L}*|cashback|rounding|bonus\\p{L}*';

const AMOUNT_NAME = pattern(has(AMOUNT), hasNot(OTHER_AMOUNT));

const OUT =
  'debit\\p{L}*|debet\\p{L}*|soll|belastung\\p{L}*|lastschrift\\p{L}*|out|ut|uit|af|ausgang|ausgaben?|auszahlung\\p{L}*|withdraw\\p{L}*|spent|outgoing|outflow|uitgaven|dare|uscit[ae]|addebit\\p{L}*|cargos?|debe|egresos?|saidas?|salidas?|obciaz\\p{L}*|wydat\\p{L}*|wyplyw\\p{L}*|terhel\\p{L}*|tartozik|vydaj\\p{L}*|tarchu|breme|isplat\\p{L}*|duguje|uttag\\p{L}*|retraits?|retiros?|depenses?|plati|borc|cikan|расход|списан\\p{L}*|дебет|χρεωσ\\p{L}*|αναληψ\\p{L}*';
const IN =
  'credit\\p{L}*|kredit\\p{L}*|haben|gutschrift\\p{L}*|in|inn|bij|eingang|einnahmen?|einzahlung\\p{L}*|deposits?|lodgements?|received|receipts?|incoming|inflow|inkomsten|avere|entrat[ae]|accredit\\p{L}*|abonos?|haber|ingresos?|entradas?|uznani\\p{L}*|wplyw\\p{L}*|jovair\\p{L}*|kovetel|prijm\\p{L}*|prospech|dobro|uplat\\p{L}*|potrazuje|insattning\\p{L}*|recettes?|incasari|alacak|giren|приход|поступлен\\p{L}*|зачислен\\p{L}*|кредит|πιστωσ\\p{L}*|καταθεσ\\p{L}*';
/** What else may stand in the name of a column that holds the amounts of one side. */
const BESIDE_A_SIDE = `${AMOUNT}|na|v|uctu|ucet|au|pa|fra|av|total|net|money|transactions?|euros?`;

/** The amounts of a table: what moved, on which side, and what was left. */
export const BALANCE_COLUMNS: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'balance',
    [
      /^(running |account |ledger |closing )?(balance( after.*)?|bal)$|^balance\b/,
      /^(account ?balance|saldo|solde|kontostand|saldi|egyenleg|zustatek|stan konta|balanse|sold|stanje|bakiye|likutis|atlikums)\b/,
      /^(ucetni )?zustatek|остаток|баланс/,
      /\b(saldo|solde|balance|kontostand|zustatek|saldo po)\b/,
      /\bzostatok|залишок|υπολοιπο|余额|餘額|残高|잔액/,
    ],
  ],
];

export const AMOUNT_COLUMNS: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'debit',
    [
      /^(debit|debits|soll|belastung|belastungen|lastschrift|paid out|money out|withdrawals?|withdrawn|debit amount|amount debited|amount debit|af|uit|uitgaven|ausgabe|ausgaben|ausgang|auszahlung|dare|uscite|cargo|cargos|debe|debet|debito|addebiti|obciazenia|wydatki|terheles|tartozik|vydaje|ut|payments out|charges|net debit nc|net debit|debit ccy|spent|breme|isplata|duguje|ut fra konto|retrait|obciazenia|расход|списание|uscita|addebito|dr|uttag|ut fra konto|ut av konto|saidas?|egresos?|debitos)(?= |$)(?! date|skonto| credit| kredit| d c)/,
      /^montant (au )?debit$|^(amount|betrag|bedrag|importe|montant) (debit|soll|debet)$|^(?!.*\bcredit\b).*\bdebit amount$/,
      pattern(has(OUT), only(`${OUT}|${BESIDE_A_SIDE}`)),
      /支出|借方|出金|お支払|お引出|출금/,
    ],
  ],
  [
    'credit',
    [
      /^(credit|credits|haben|gutschrift|gutschriften|paid in|money in|deposits?|lodgements?|credit amount|amount credited|amount credit|bij|inkomsten|einnahme|einnahmen|eingang|einzahlung|avere|entrate|abono|abonos|haber|kredit|credito|accrediti|uznania|wplywy|jovairas|kovetel|prijmy|inn|payments in|net credit nc|net credit|received|dobro|uplata|potrazuje|inn pa konto|depot|ingresos?|приход|поступление|entrata|accredito|cr|insattning(?:ar)?(?! uttag)|entradas?|creditos|depositos?)(?= |$)(?! date| card| debit| debet)/,
      /^montant (au )?credit$|^(amount|betrag|bedrag|importe|montant) (credit|haben|kredit)$|^(?!.*\bdebit\b).*\bcredit amount$/,
      pattern(has(IN), only(`${IN}|${BESIDE_A_SIDE}`)),
      /收入|贷方|貸方|入金|お預|입금/,
    ],
  ],
  [
    'amount',
    [
      /^(net|net amount|net amt|netto ?betrag|amount net)$/,
      /^(kwota w walucie rachunku|betrag in kontowahrung|amount in account currency|сумма пересчитанная в валюту счета|сумма в валюте счета)$/,
      /^(amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|summa|osszeg|castka|suma|valor|value|amt|sum|maara|ciastka|kwota operacji|transaction amount|amount of transaction|umsatz betrag|betrag umsatz|castka v mene uctu|importe eur|montant eur|buchungsbetrag|kontobewegung|bewegung|iznos|objem|maksumma|summa eur|tutar|znesek|mutatie|beloeb|insattning uttag|uttag insattning|total amount|monto|montante|valore|ammontare|credit debit amount|debit credit amount|сумма|сумма операции)$/,
      /^(amount|total amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|osszeg|castka|gross|maara|monto|montante)\b/,
      /\b(amount|betrag|montant|importo|importe|bedrag|kwota|belopp|castka|osszeg|iznos|znesek)$/,
      AMOUNT_NAME,
      /金额|金額|금액/,
    ],
  ],
];

/** 'Kwota operacji', 'Suma transakcie': an amount, and none of a fee or abroad. */
export function isAmountName(plain: string): boolean {
  return AMOUNT_NAME.test(plain);
}
