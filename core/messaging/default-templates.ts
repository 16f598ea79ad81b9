import type { LetterLanguage } from './wording.ts';

/** A text that can be sent: Liquid over the variables of `letter.ts`. */
export type Template = {
  readonly name: string;
  readonly language: string;
  readonly subject: string;
  readonly bodyText: string;
  /** The inside of the mail's body; `letterHtml` puts the frame around it. */
  readonly bodyHtml: string;
};

/**
 * The names of the texts that every company starts with. The four reminders grow more direct, and
 * each of them treats the reader as somebody we want to keep working with.
 */
export const REMINDER_TEMPLATES = ['friendly', 'firm', 'serious', 'final'] as const;
export type ReminderTemplateName = (typeof REMINDER_TEMPLATES)[number];

/** What differs between the reminders; the list, how to pay and whom to call are the same. */
type Voice = {
  readonly subject: string;
  readonly opening: string;
  /** After the items. */
  readonly request: string;
  /** After how to pay: what to do when something is in the way. */
  readonly help: string;
};

type Frame = {
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly partOf: string;
  readonly total: string;
  readonly howToPay: string;
  readonly reference: string;
  readonly columns: readonly [string, string, string];
  readonly regards: string;
};

const FRAMES: Readonly<Record<LetterLanguage, Frame>> = {
  en: {
    issuedOn: 'of',
    dueOn: 'due',
    partOf: 'of {{ item.open }}; the rest is not part of this reminder',
    total: 'In total',
    howToPay: 'How to pay',
    reference: 'reference',
    columns: ['Invoice', 'Due', 'Amount'],
    regards: 'Kind regards',
  },
  de: {
    issuedOn: 'vom',
    dueOn: 'fällig',
    partOf: 'von {{ item.open }}; der Rest gehört nicht zu dieser Erinnerung',
    total: 'Zusammen',
    howToPay: 'So können Sie zahlen',
    reference: 'Verwendungszweck',
    columns: ['Rechnung', 'Fällig', 'Betrag'],
    regards: 'Freundliche Grüße',
  },
};

const VOICES: Readonly<Record<LetterLanguage, Readonly<Record<ReminderTemplateName, Voice>>>> = {
  en: {
    friendly: {
      subject: 'A reminder about {{ invoices }}: {{ total }}',
      opening:
        'The payment for {{ invoices }} has not reached us yet. It may only be waiting for an approval or the next payment run, so here is everything in one place.',
      request:
        'Please have the payment made with your next run. If you paid in the last few days, thank you: our messages have crossed, and there is nothing more to do.',
      help: 'Is something missing or not right, such as a copy, an order number or an amount? Call {{ company.signature }} on {{ company.phone }} or answer this mail, and we will sort it out.',
    },
    firm: {
      subject: 'Payment of {{ invoices }}: {{ total }}',
      opening:
        'We wrote to you about {{ invoices }} and have not seen the payment yet. The earliest amount was due on {{ oldest_due }}.',
      request:
        'Please pay {{ total }} now, or tell us on which day we can expect it. If you paid in the last few days, thank you: our messages have crossed.',
      help: 'If something keeps you from paying, we would like to know what it is. Call {{ company.signature }} on {{ company.phone }} or answer this mail; most things are quickly solved.',
    },
    serious: {
      subject: 'Please answer: {{ invoices }}, {{ total }}',
      opening:
        'There is still {{ total }} open on {{ invoices }}, the earliest amount due on {{ oldest_due }}. We have written to you before and have no answer yet.',
      request:
        'Please pay {{ total }} within seven days. If you cannot pay all of it at once, call us before then and we will agree a plan with you that you can keep.',
      help: 'The person who can decide this with you is {{ company.signature }}, on {{ company.phone }}. If you do not agree with an amount, tell us which one and why; we will look into it before we ask again.',
    },
    final: {
      subject: 'Our last reminder about {{ invoices }}: {{ total }}',
      opening:
        'This is the last reminder we send about {{ invoices }}: {{ total }}, the earliest due on {{ oldest_due }}. From here on we would rather talk than write.',
      request:
        'Please pay {{ total }} within seven days, or call us in that time so that we can find a way together. After that a colleague will call you.',
      help: 'Please call {{ company.signature }} on {{ company.phone }}. If there is a reason we do not know about, it will be heard.',
    },
  },
  de: {
    friendly: {
      subject: 'Erinnerung: {{ invoices }}, {{ total }}',
      opening:
        'die Zahlung zu {{ invoices }} ist bei uns noch nicht angekommen. Vielleicht wartet sie nur auf eine Freigabe oder den nächsten Zahlungslauf. Hier ist alles auf einen Blick.',
      request:
        'Bitte nehmen Sie die Zahlung in Ihren nächsten Zahlungslauf auf. Falls Sie in den letzten Tagen gezahlt haben: vielen Dank, dann haben sich unsere Nachrichten gekreuzt, und es ist nichts weiter zu tun.',
      help: 'Fehlt etwas oder stimmt etwas nicht, etwa eine Kopie, eine Bestellnummer oder ein Betrag? Rufen Sie {{ company.signature }} unter {{ company.phone }} an oder antworten Sie auf diese Mail, wir klären es.',
    },
    firm: {
      subject: 'Zahlung zu {{ invoices }}: {{ total }}',
      opening:
        'wir haben Ihnen zu {{ invoices }} geschrieben und noch keine Zahlung gesehen. Der früheste Betrag war fällig am {{ oldest_due }}.',
      request:
        'Bitte zahlen Sie {{ total }} jetzt, oder nennen Sie uns den Tag, an dem wir damit rechnen können. Falls Sie in den letzten Tagen gezahlt haben: vielen Dank, dann haben sich unsere Nachrichten gekreuzt.',
      help: 'Wenn etwas der Zahlung im Wege steht, möchten wir es gern wissen. Rufen Sie {{ company.signature }} unter {{ company.phone }} an oder antworten Sie auf diese Mail; das meiste ist schnell gelöst.',
    },
    serious: {
      subject: 'Bitte um Antwort: {{ invoices }}, {{ total }}',
      opening:
        'zu {{ invoices }} sind bei uns noch {{ total }} offen, der früheste Betrag fällig am {{ oldest_due }}. Wir haben Ihnen bereits geschrieben und noch keine Antwort von Ihnen.',
      request:
        'Bitte zahlen Sie {{ total }} innerhalb von sieben Tagen. Wenn Sie nicht alles auf einmal zahlen können, rufen Sie uns vorher an; wir vereinbaren mit Ihnen einen Plan, den Sie einhalten können.',
      help: 'Entscheiden kann das mit Ihnen {{ company.signature }} unter {{ company.phone }}. Wenn Sie mit einem Betrag nicht einverstanden sind, sagen Sie uns, mit welchem und warum; wir prüfen es, bevor wir wieder danach fragen.',
    },
    final: {
      subject: 'Unsere letzte Erinnerung zu {{ invoices }}: {{ total }}',
      opening:
        'dies ist die letzte Erinnerung, die wir zu {{ invoices }} schicken: {{ total }}, der früheste Betrag fällig am {{ oldest_due }}. Von hier an möchten wir lieber sprechen als schreiben.',
      request:
        'Bitte zahlen Sie {{ total }} innerhalb von sieben Tagen, oder rufen Sie uns in dieser Zeit an, damit wir gemeinsam einen Weg finden. Danach ruft Sie jemand von uns an.',
      help: 'Bitte rufen Sie {{ company.signature }} unter {{ company.phone }} an. Wenn es einen Grund gibt, den wir nicht kennen, wird er gehört.',
    },
  },
};

/** The texts that a company has before it writes its own. */
export const DEFAULT_TEMPLATES: readonly Template[] = (['en', 'de'] as const).flatMap((language) =>
  REMINDER_TEMPLATES.map((name) => written(name, language)),
);

function written(name: ReminderTemplateName, language: LetterLanguage): Template {
  const voice = VOICES[language][name];
  const frame = FRAMES[language];
  return {
    name,
    language,
    subject: voice.subject,
    bodyText: asText(voice, frame),
    bodyHtml: asHtml(voice, frame),
  };
}

function asText(voice: Voice, frame: Frame): string {
  return `{{ greeting }},

${voice.opening}

{% for item in items -%}
- {{ item.reference }} ${frame.issuedOn} {{ item.issued }}, ${frame.dueOn} {{ item.due }}: {{ item.asked }}
{%- if item.is_part %} (${frame.partOf}){% endif %}
{% endfor -%}
{% if item_count > 1 -%}
${frame.total}: {{ total }}
{% endif %}
${voice.request}

${frame.howToPay}:
{% for payment in payments -%}
{{ payment.amount }}, {{ company.name }}, IBAN {{ payment.iban }}
{%- if payment.bic != '' %}, BIC {{ payment.bic }}{% endif %}, ${frame.reference}: {{ payment.reference }}
{% endfor %}
${voice.help}

${frame.regards}
{{ company.signature }}
{{ company.name }}
{{ company.address }}
`;
}

function asHtml(voice: Voice, frame: Frame): string {
  const [invoice, due, amount] = frame.columns;
  return `<p>{{ greeting }},</p>
<p>${voice.opening}</p>
<table>
<thead><tr><th scope="col">${invoice}</th><th scope="col">${due}</th><th scope="col" class="amount">${amount}</th></tr></thead>
<tbody>
{% for item in items -%}
<tr><th scope="row">{{ item.reference }}<br><small>${frame.issuedOn} {{ item.issued }}</small></th><td>{{ item.due }}</td><td class="amount">{{ item.asked }}{% if item.is_part %}<br><small>${frame.partOf}</small>{% endif %}</td></tr>
{% endfor -%}
</tbody>
{% if item_count > 1 -%}
<tfoot><tr><th scope="row" colspan="2">${frame.total}</th><td class="amount">{{ total }}</td></tr></tfoot>
{% endif -%}
</table>
<p>${voice.request}</p>
<h2>${frame.howToPay}</h2>
{% for payment in payments -%}
<p>{{ payment.amount }}, {{ company.name }}<br>IBAN {{ payment.iban }}{% if payment.bic != '' %}, BIC {{ payment.bic }}{% endif %}<br>${frame.reference}: {{ payment.reference }}</p>
{% endfor -%}
<p>${voice.help}</p>
<p>${frame.regards}<br>{{ company.signature }}<br>{{ company.name }}{% for line in company.address_lines %}<br>{{ line }}{% endfor %}</p>
`;
}
