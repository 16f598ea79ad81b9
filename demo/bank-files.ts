import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Player } from './cast.ts';
import { chanceFrom, type Chance } from './chance.ts';
import { DEMO_ACCOUNTS } from './company.ts';
import type { DemoInvoice } from './invoices.ts';
import { accountOf, amountText, type DemoFile } from './ledger-files.ts';

/** One movement of a demo bank file; minus is money out. */
type Movement = {
  readonly minor: number;
  readonly payer: string;
  readonly account: string;
  readonly text: string;
};

/** Minor units in each account. */
export type Balances = Readonly<Record<Player['currency'], number>>;

/** The files of a day, and what is in the accounts when it ends. */
export type BankDay = { readonly files: readonly DemoFile[]; readonly closing: Balances };

/**
 * The bank files of one business day: euros and dollars as camt.053, pounds as MT940. Payers write
 * as payers do: most quote the invoice, some mangle it, some pay several at once or not everything,
 * some say nothing.
 */
export function bankDay(invoices: readonly DemoInvoice[], day: Day, opening: Balances): BankDay {
  const chance = chanceFrom(Number(day.replaceAll('-', '')));
  const paidToday = invoices.filter(({ paidOn }) => paidOn === day);
  const of = (currency: Player['currency']) => [
    ...movements(
      paidToday.filter(({ customer }) => customer.currency === currency),
      chance,
    ),
    ...noise(currency),
  ];
  const lines = { EUR: of('EUR'), USD: of('USD'), GBP: of('GBP') };
  return {
    files: [
      { name: `camt053-EUR-${day}.xml`, text: camt('EUR', day, opening.EUR, lines.EUR) },
      { name: `camt053-USD-${day}.xml`, text: camt('USD', day, opening.USD, lines.USD) },
      { name: `mt940-GBP-${day}.sta`, text: mt940(day, opening.GBP, lines.GBP) },
    ],
    closing: {
      EUR: after(opening.EUR, lines.EUR),
      USD: after(opening.USD, lines.USD),
      GBP: after(opening.GBP, lines.GBP),
    },
  };
}

function after(opening: number, lines: readonly Movement[]): number {
  return lines.reduce((sum, { minor }) => sum + minor, opening);
}

function movements(paid: readonly DemoInvoice[], chance: Chance): Movement[] {
  const byPayer = Map.groupBy(
    paid,
    ({ customer, keptBack, reference }) =>
      `${customer.parent ?? customer.name} ${keptBack ? reference : ''}`,
  );
  return [...byPayer.values()].map((together) => {
    const [first] = together;
    if (first === undefined) throw new Error('Expected: at least one invoice in a payment');
    const { customer } = first;
    const minor = together.reduce((sum, invoice) => sum + invoice.minor, 0);
    const manner = chance.share();
    const references = together.map(({ reference }) => reference);
    const base = { payer: customer.parent ?? customer.name, account: accountOf(customer) };
    if (first.keptBack)
      return {
        ...base,
        minor: minor - first.keptBack.minor,
        text: `${references.join(' ')} ${first.keptBack.words}`,
      };
    if (manner < 0.6 || together.length > 1)
      return { ...base, minor, text: `Invoice ${references.join(', ')}` };
    if (manner < 0.72)
      return {
        ...base,
        minor,
        text: `Payment ${(references[0] ?? '').replace('INV-', 'inv ')} thank you`,
      };
    if (manner < 0.84)
      return { ...base, minor: Math.round(minor * 0.6), text: `Part payment ${references[0]}` };
    if (manner < 0.93) return { ...base, minor, text: 'Payment as agreed' };
    return { ...base, minor, text: `INV ${(references[0] ?? '').slice(-5)}` };
  });
}

function noise(currency: string): Movement[] {
  return [
    { minor: -1490, payer: 'Example Bank', account: '', text: 'Account fee' },
    ...(currency === 'EUR'
      ? [{ minor: 84_250, payer: 'Finanzkasse Example', account: '', text: 'Refund VAT 08' }]
      : []),
  ];
}

function camt(
  currency: 'EUR' | 'USD',
  day: Day,
  opening: number,
  lines: readonly Movement[],
): string {
  const closing = after(opening, lines);
  const balance = (code: string, minor: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amountText(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entries = lines.map((line, i) => {
    const way = line.minor < 0 ? 'DBIT' : 'CRDT';
    const party = line.minor < 0 ? 'Cdtr' : 'Dbtr';
    const account =
      line.account === ''
        ? ''
        : `<${party}Acct><Id><IBAN>${line.account}</IBAN></Id></${party}Acct>`;
    return `<Ntry><Amt Ccy="${currency}">${amountText(Math.abs(line.minor))}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${day.replaceAll('-', '')}${currency}${String(i + 1).padStart(4, '0')}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><${party}><Nm>${xml(line.payer)}</Nm></${party}>${account}</RltdPties><RmtInf><Ustrd>${xml(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>NORTHLIGHT-${currency}-${day}</MsgId><CreDtTm>${day}T23:10:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${currency}-${day}</Id><CreDtTm>${day}T23:10:00</CreDtTm><Acct><Id><IBAN>${DEMO_ACCOUNTS[currency]}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balance('OPBD', opening),
    balance('CLBD', closing),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n');
}

function mt940(day: Day, opening: number, lines: readonly Movement[]): string {
  const short = day.slice(2).replaceAll('-', '');
  const comma = (minor: number) => amountText(minor).replace('.', ',');
  const closing = after(opening, lines);
  return [
    `:20:NORTHLIGHT${short}`,
    `:25:${DEMO_ACCOUNTS.GBP}`,
    `:28C:${short.slice(2)}/1`,
    `:60F:C${short}GBP${comma(opening)}`,
    ...lines.flatMap((line, i) => [
      `:61:${short}${short.slice(2)}${line.minor < 0 ? 'D' : 'C'}${comma(Math.abs(line.minor))}NTRFNONREF//${short}${String(i + 1).padStart(3, '0')}`,
      `:86:166?00TRANSFER?20${line.text.slice(0, 27)}?21${line.text.slice(27, 54)}?31${line.account}?32${line.payer.slice(0, 27)}`,
    ]),
    `:62F:C${short}GBP${comma(closing)}`,
    '-',
    '',
  ].join('\r\n');
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
