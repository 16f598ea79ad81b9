import { addDays, type Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { Company } from '../settings/company.ts';
import { letterVariables, type LetterVariables } from './letter.ts';
import type { LetterLanguage } from './wording.ts';

/** An invented customer for looking at a template: two invoices, one of them asked for in part. */
export function sampleVariables(
  company: Company,
  language: LetterLanguage,
  today: Day,
): LetterVariables {
  const currency = toCurrency(company.currency);
  const item = (reference: string, dueDaysAgo: number, open: bigint, asked: bigint) => ({
    openItemId: reference as OpenItemId,
    reference,
    issuedOn: addDays(today, -dueDaysAgo - 30),
    dueOn: addDays(today, -dueDaysAgo),
    open: money(open, currency),
    asked: money(asked, currency),
  });
  return letterVariables({
    company: completedForLooks(company),
    customer: { name: 'Larsen & Daughters', number: 'C-1042' },
    contact: { name: 'Anna Larsen', greetingName: language === 'de' ? 'Frau Larsen' : 'Ms Larsen' },
    items: [item('INV-2041', 24, 125_000n, 125_000n), item('INV-2077', 9, 80_050n, 30_050n)],
    language,
    today,
  });
}

/** A company that has not filled in its settings still sees a whole letter. */
function completedForLooks(company: Company): Company {
  return {
    ...company,
    name: or(company.name, 'Your company'),
    address: or(company.address, '1 Example Street\n1000 AA Example'),
    phone: or(company.phone, '+00 00 000 0000'),
    email: or(company.email, 'accounts@example.com'),
    signature: or(company.signature, 'Your name'),
    bankAccounts:
      company.bankAccounts.length > 0
        ? company.bankAccounts
        : [
            {
              currency: company.currency,
              iban: 'NL02ABNA0123456789',
              bic: 'ABNANL2A',
              bank: 'Example Bank',
            },
          ],
  };
}

function or(text: string, invented: string): string {
  return text === '' ? invented : text;
}
