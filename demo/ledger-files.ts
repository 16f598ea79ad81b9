import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Player } from './cast.ts';
import type { DemoInvoice } from './invoices.ts';

/** A file as the accounting system of the demo company would write it. */
export type DemoFile = { readonly name: string; readonly text: string };

/** Customers with their contact and the account they pay from. */
export function customerFile(players: readonly Player[]): DemoFile {
  const numberOf = new Map(players.map(({ name, number }) => [name, number]));
  const lines = players.map((player) => [
    player.number,
    player.name,
    player.parent === undefined ? '' : (numberOf.get(player.parent) ?? ''),
    player.country,
    player.language,
    player.currency,
    String(player.termDays),
    String(player.usualAmount * player.invoicesAMonth * 3),
    player.contact.name,
    player.contact.role,
    mailOf(player),
    phoneOf(player),
    accountOf(player),
  ]);
  const header =
    'Customer number;Customer name;Parent customer number;Country;Language;Currency;Terms of payment;Credit limit;Contact name;Contact role;Email;Phone;IBAN';
  return { name: 'customers.csv', text: csv(header, lines) };
}

/** Invoices, and the payments that the accounting system knew of by `until`. */
export function itemFile(invoices: readonly DemoInvoice[], until: Day): DemoFile {
  const lines = invoices.flatMap((invoice) => {
    const { customer, reference, minor } = invoice;
    const amount = amountText(minor);
    const row = [
      customer.number,
      'Invoice',
      reference,
      invoice.issuedOn,
      invoice.dueOn,
      customer.currency,
      amount,
      invoice.orderReference,
      '',
    ];
    if (invoice.paidOn === undefined || invoice.paidOn > until) return [row];
    const paid = [
      customer.number,
      'Payment',
      `RCT-${reference.slice(4)}`,
      invoice.paidOn,
      '',
      customer.currency,
      amount,
      '',
      reference,
    ];
    return [row, paid];
  });
  const header =
    'Customer number;Document type;Document number;Document date;Due date;Currency;Amount;PO number;Applied to invoice';
  return { name: 'items.csv', text: csv(header, lines) };
}

/** `example` is reserved for documents: no mail can ever reach anybody there. */
export function mailOf({ name, contact }: Player): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
  return `${plain(contact.name).replace('dr-', '').replaceAll('-', '.')}@${plain(name)}.example`;
}

function phoneOf({ number, country }: Player): string {
  const codes: Readonly<Record<string, string>> = {
    DE: '+49',
    NL: '+31',
    FR: '+33',
    AT: '+43',
    IE: '+353',
    GB: '+44',
    US: '+1',
  };
  return `${codes[country] ?? '+00'} 555 01${number.slice(-2)}`;
}

/** An account number with right check digits at a bank that does not exist. */
export function accountOf({ number, country }: Player): string {
  const land = country === 'US' ? 'DE' : country;
  return ibanFrom(land, `0000${number.replaceAll(/\D/g, '').padStart(14, '0')}`);
}

/** ISO 13616: the check digits make the remainder by 97 one. */
export function ibanFrom(land: string, rest: string): string {
  let remainder = 0;
  for (const character of `${rest}${land}00`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return `${land}${String(98 - remainder).padStart(2, '0')}${rest}`;
}

export function amountText(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

function csv(header: string, lines: readonly (readonly string[])[]): string {
  return `${[header, ...lines.map((cells) => cells.join(';'))].join('\n')}\n`;
}
