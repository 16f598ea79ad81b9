import type { OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { letterVariables } from '@goodterms/core/messaging/letter.ts';
import { REMINDER_TEMPLATES } from '@goodterms/core/messaging/default-templates.ts';
import { letterLanguage } from '@goodterms/core/messaging/wording.ts';
import { renderLetter, type StoredTemplate } from '@goodterms/server/messaging/template.queries.ts';
import type { Player } from './cast.ts';
import { DEMO_COMPANY } from './company.ts';
import type { DemoInvoice } from './invoices.ts';
import type { PastReminder } from './past.ts';

/** A reminder of the past with the text that was sent then. */
export type PastLetter = PastReminder & {
  readonly template: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
};

/** Writes the letters of the past with the templates of today. */
export function pastLetters(
  reminders: readonly PastReminder[],
  players: readonly Player[],
  invoices: readonly DemoInvoice[],
  templates: readonly StoredTemplate[],
): PastLetter[] {
  const playerOf = new Map(players.map((player) => [player.number, player]));
  const invoiceOf = new Map(invoices.map((invoice) => [invoice.reference, invoice]));
  return reminders.map((reminder) => {
    const player = playerOf.get(reminder.customer);
    const name = REMINDER_TEMPLATES[reminder.level - 1] ?? 'friendly';
    const language = letterLanguage(player?.language ?? 'en');
    const template = templates.find((one) => one.name === name && one.language === language);
    if (!player || !template) throw new Error('Expected: a customer and a text for every reminder');
    const items = reminder.references.flatMap((reference) => invoiceOf.get(reference) ?? []);
    const letter = renderLetter(
      template,
      letterVariables({
        company: DEMO_COMPANY,
        customer: { name: player.name, number: player.number },
        contact: { name: player.contact.name, greetingName: player.contact.greeting },
        items: items.map((invoice) => toName(invoice)),
        language,
        today: reminder.on,
      }),
    );
    return { ...reminder, ...letter, template: name };
  });
}

function toName({ reference, issuedOn, dueOn, minor, customer }: DemoInvoice) {
  const open = money(BigInt(minor), toCurrency(customer.currency));
  return { openItemId: reference as OpenItemId, reference, issuedOn, dueOn, open, asked: open };
}
