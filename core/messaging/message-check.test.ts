import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { COMPANY } from '../settings/company.ts';
import { foreignParts, isComplete, whatIsMissing, whatToReconsider } from './message-check.ts';
import { sampleVariables } from './message-sample.ts';
import type { LetterLanguage } from './wording.ts';

const VARIABLES = sampleVariables(COMPANY.defaults, 'en', toDay('2026-03-01'));

function whole(change: { without?: string } = {}) {
  const { greeting, items, payments, total, company } = VARIABLES;
  const text = [
    greeting,
    ...items.flatMap((item) => [item.reference, item.asked, item.due]),
    total,
    ...payments.flatMap((payment) => [payment.iban, payment.reference]),
    company.phone,
  ]
    .join('\n')
    .replaceAll(change.without ?? '\0', '…');
  const bodyHtml = `<p>${text.replaceAll('&', '&amp;')}</p>`;
  return { subject: 'About two invoices', bodyText: text, bodyHtml };
}

function reconsidered(words: string, language: LetterLanguage = 'en') {
  const template = { subject: 'Two invoices', bodyText: words, bodyHtml: `<p>${words}</p>` };
  return whatToReconsider(template, language).map((finding) => finding.what);
}

test('a letter that says everything lacks nothing', () => {
  expect(whatIsMissing(whole(), VARIABLES)).toEqual([]);
});

test.each([
  ['greeting', VARIABLES.greeting],
  ['reference', 'INV-2041'],
  ['amount', '€300.50'],
  ['due day', '(2026-02-05)'],
  ['total', VARIABLES.total],
  ['how to pay', VARIABLES.payments[0]?.iban ?? ''],
  ['whom to call', VARIABLES.company.phone],
])('a letter without %s is not complete', (what, without) => {
  const findings = whatIsMissing(whole({ without }), VARIABLES);
  expect(findings.map((finding) => finding.what)).toContain(what);
  expect(isComplete(findings)).toBe(false);
});

test('both parts of the mail must say it', () => {
  const message = { ...whole(), bodyHtml: whole({ without: VARIABLES.total }).bodyHtml };
  expect(whatIsMissing(message, VARIABLES)).toMatchObject([
    { kind: 'missing', sentence: 'The HTML does not say the total.' },
  ]);
});

test.each<[LetterLanguage, string, string]>([
  ['en', 'blame', 'You have failed to pay us.'],
  ['en', 'blame', 'Despite repeated reminders nothing came.'],
  ['en', 'threat', 'We will take legal action.'],
  ['en', 'threat', 'This is your final notice.'],
  ['en', 'threat', 'Pay immediately.'],
  ['en', 'apology', 'Sorry to bother you with this.'],
  ['en', 'apology', 'We apologise for asking.'],
  ['en', 'respect', `Our records list you as a ${['deb', 'tor'].join('')}.`],
  ['en', 'shouting', 'Please pay now!!'],
  ['en', 'shouting', 'PLEASE PAY TODAY PLEASE'],
  ['de', 'blame', 'Sie haben es versäumt zu zahlen.'],
  ['de', 'blame', 'Trotz mehrfacher Erinnerung kam nichts.'],
  ['de', 'threat', 'Sonst übergeben wir an ein Inkassobüro.'],
  ['de', 'threat', 'Wir leiten rechtliche Schritte ein.'],
  ['de', 'threat', 'Unser Anwalt meldet sich.'],
  ['de', 'apology', 'Entschuldigen Sie die Störung.'],
  ['de', 'apology', 'Leider müssen wir Sie daran erinnern.'],
  ['de', 'respect', 'Sie sind als Schuldner vermerkt.'],
])('in %s, %s is objected to: %s', (language, what, plus) => {
  expect(reconsidered(plus, language)).toEqual([what]);
});

test.each<[LetterLanguage, string]>([
  ['en', 'Please pay within seven days, or call us so that we can find a way together.'],
  ['en', 'This is the last reminder we send about {{ invoices }}.'],
  ['de', 'Bitte zahlen Sie innerhalb von sieben Tagen oder rufen Sie uns an.'],
])('in %s, a plain request is fine: %s', (language, plus) => {
  expect(reconsidered(plus, language)).toEqual([]);
});

test('what a variable will say is not held against the template', () => {
  expect(reconsidered('{{ customer.name }} {% if court %}{{ lawyer }}{% endif %}')).toEqual([]);
});

test.each([
  '<img src="https://example.com/seen.gif">',
  '<script>alert(1)</script>',
  '<p onclick="go()">',
  '<a href="javascript:go()">',
  '<div style="background: url(https://example.com/x)">',
  '<LINK rel=stylesheet href=x>',
])('%s has no place in a letter', (part) => {
  expect(foreignParts(`<p>Hello</p>${part}`)).not.toEqual([]);
});

test('a long subject is pointed out and an empty one is missing', () => {
  const long = { ...whole(), subject: 'x'.repeat(200) };
  expect(whatToReconsider(long, 'en')).toMatchObject([{ kind: 'form', what: 'subject' }]);
  expect(isComplete(whatIsMissing({ ...whole(), subject: ' ' }, VARIABLES))).toBe(false);
});
