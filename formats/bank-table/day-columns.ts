import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { has, hasNot, pattern } from './header-words.ts';

const DAY =
  'date|dt|datum|dato|data|dag|tag|fecha|fec|дата|tarihi?|paiva|pvm|kelte|napja|ημερομηνια|ημνια|datums|datumas|kuupaev';
/** The bank has booked it. */
const BOOKED =
  'book(?:ed|ing)?|post(?:ed|ing)?|entered|settle\\p{L}*|cleared|clearing|accounting|buchung\\p{L}*|gebucht|verbucht|bokfor\\p{L}*|bogfor\\p{L}*|bogfoer\\p{L}*|boek\\p{L}*|verwerk\\p{L}*|verreken\\p{L}*|comptabilis\\p{L}*|comptable|contab\\p{L}*|ksiegow\\p{L}*|zaksiegow\\p{L}*|rozlicz\\p{L}*|zauct\\p{L}*|uctovan\\p{L}*|konyvel\\p{L}*|kirjaus\\p{L}*|knjiz\\p{L}*|inregistr\\p{L}*|обработк\\p{L}*|проводк\\p{L}*';
/** It is done, where nothing says when it was booked. */
const COMPLETED =
  'complet\\p{L}*|abschluss\\p{L}*|voltooi\\p{L}*|fin|finali[sz]\\p{L}*|conclus\\p{L}*|zrealizow\\p{L}*|zakoncz\\p{L}*';
const VALUE =
  'value|val|effective|αξιας?|βαλερ|valuta\\p{L}*|valute|valuty|valeur|valor|valore|waluty|wert\\p{L}*|rente\\p{L}*|ertek\\p{L}*|arvo\\p{L}*|валютирован\\p{L}*';

/** Which day a column says, the booking day first. What else stands in it speaks for itself. */
export const DAY_COLUMNS: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'bookedOn',
    [
      /^(booking|booked|posting|posted|post|book|entry|completed|completion|settlement|settled|accounting)( date| day| on| at)?$/,
      /^date (completed|settled|booked|posted)$/,
      pattern(has(BOOKED), hasNot(VALUE)),
      pattern(has(COMPLETED), hasNot(VALUE)),
      /^(buchungstag|buchungsdatum|buchung|bokforingsdag|bokfort|bokford|reskontradatum|bogforings?dato|bogfoeringsdato|bokforingsdatum|bogfort|bogforingsdato|kirjauspaiva|date (comptable|operation|de l operation|d operation|de comptabilisation)|data (ksiegowania|contabile|contabilizzazione|lancamento|mov(imento)?)|fecha (contable|de (contabilizacion|registro))|boekdatum|boekingsdatum|konyveles (datuma|napja)|datum zauctovani( transakce)?|datum provedeni|datum uctovania|bokfdag|uitvoeringsdatum|datum knjizenja|boekingsdatum|дата обработки)$/,
      /^(date|datum|data|fecha|dato|datum (a cas|transakce)|paivamaara|pvm|kelt|tag|transaktionsdag|dag|transactiedatum|transaktionsdatum|data (operacji|operazione|transakcji|da operacao)|fecha (operacion|de operacion|f?oper.*)|fec( oper\w*| mov\w*)?|transaction date|date of transaction|datum transakce|umsatzdatum|bu tag|bu ?datum|tarih|datums|kuupaev|run date|txn date|дата|дата операции|data tranzactie\w*|datum transakcije)$/,
      /^(date ?op|date ?time|timestamp|created|created at|created on|created utc|process(ed|ing) (date|on)|activity date)$/,
      /^(transaction |trans |tran |effective )(date|day|time)/,
      pattern('(?=(?:date|datum|fecha|data|dato) )', hasNot(VALUE)),
      pattern(has(DAY), hasNot(VALUE)),
      /日期|日付|取引日|年月日|(交易|记账|記帳)(时间|時間)|거래(일|시간)|입출금일/,
    ],
  ],
  [
    'valueOn',
    [
      /^(value|val|valuta|valute)( date| datum| dato| day| dt)?$/,
      /^(wert|wertstellung|wertstellungsdatum|valutadatum|valutatag|rentedatum|rentedato|valutadato|valutadag|date (de )?valeur|data (waluty|valuta|valor|valore)|fecha valor|f valor|erteknap|arvopaiva|datum valuty|datum valute|valeur|value dat|data valor|fec valor|fecha de valor)$/,
      /\b(value date|valuta|wertstellung)/,
      /^(date ?val|available on( utc)?)$/,
      pattern(has(VALUE)),
      /起息日|기산일/,
    ],
  ],
];
