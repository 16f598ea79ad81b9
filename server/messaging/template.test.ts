import { toDay } from '@goodterms/core/kernel/day.ts';
import { DEFAULT_TEMPLATES } from '@goodterms/core/messaging/default-templates.ts';
import { whatIsMissing, whatToReconsider } from '@goodterms/core/messaging/message-check.ts';
import { sampleVariables } from '@goodterms/core/messaging/message-sample.ts';
import { letterLanguage } from '@goodterms/core/messaging/wording.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { describe, expect, test } from 'vitest';
import { changeTemplate, previewTemplate } from './template.actions.ts';
import { newestTemplates, renderLetter } from './template.queries.ts';

const TODAY = toDay('2026-03-01');

describe.each(DEFAULT_TEMPLATES.map((template) => [template.name, template.language, template]))(
  'the %s reminder in %s',
  (_name, language, template) => {
    if (typeof template === 'string') throw new Error('Expected: a template');
    const variables = sampleVariables(COMPANY.defaults, letterLanguage(language), TODAY);

    test('says everything and nothing we would not like to read', () => {
      expect(whatIsMissing(renderLetter(template, variables), variables)).toEqual([]);
      expect(whatToReconsider(template, letterLanguage(language))).toEqual([]);
    });

    test('leaves no holes where a tag stood', () => {
      const { bodyText } = renderLetter(template, variables);
      expect(bodyText).not.toMatch(/\n{3,}|[ \t]\n|[{%}]/);
    });
  },
);

test('a friendly reminder about one invoice reads like this', () => {
  const friendly = DEFAULT_TEMPLATES[0];
  if (friendly === undefined) throw new Error('Expected: a template');
  const { items, ...rest } = sampleVariables(COMPANY.defaults, 'en', TODAY);
  const one = { ...rest, items: items.slice(0, 1), item_count: 1 };
  const asOne = { ...one, invoices: 'invoice INV-2041', total: '€1,250.00' };
  const letter = renderLetter(friendly, { ...asOne, payments: [] });
  expect(letter.subject).toBe('A reminder about invoice INV-2041: €1,250.00');
  expect(letter.bodyText.split('\n').slice(0, 7)).toEqual([
    'Dear Ms Larsen,',
    '',
    'The payment for invoice INV-2041 has not reached us yet. It may only be waiting for an approval or the next payment run, so here is everything in one place.',
    '',
    '- INV-2041 of Tuesday 6 January 2026 (2026-01-06), due Thursday 5 February 2026 (2026-02-05): €1,250.00',
    '',
    'Please have the payment made with your next run. If you paid in the last few days, thank you: our messages have crossed, and there is nothing more to do.',
  ]);
});

const house = await testHouse();

const DRAFT = {
  name: 'friendly',
  language: 'en',
  subject: 'About {{ invoices }}',
  bodyText: '{{ greeting }}, please pay {{ total }}. You have failed to answer.',
  bodyHtml: '<p>{{ greeting }}, please pay {{ total }}.</p>',
};

test('a change makes a new version and is kept apart by company', async () => {
  const other = await house.newTenant('Another');
  const changed = await house.inside((ctx) => changeTemplate(ctx, DRAFT));
  expect(changed).toMatchObject({ accepted: true, value: { version: 1 } });
  const again = await house.inside((ctx) => changeTemplate(ctx, { ...DRAFT, subject: 'Again' }));
  expect(again).toMatchObject({ value: { version: 2 } });

  const ours = await house.inside((ctx) => newestTemplates(ctx));
  const theirs = await house.inside((ctx) => newestTemplates(ctx), { tenantId: other });
  expect(ours.filter((one) => one.version > 0)).toMatchObject([{ subject: 'Again', version: 2 }]);
  expect(theirs.filter((one) => one.version > 0)).toEqual([]);
  expect(ours.length).toBe(DEFAULT_TEMPLATES.length);
});

test('the preview says what is missing and what to reconsider', async () => {
  const preview = await house.inside((ctx) => previewTemplate(ctx, DRAFT));
  if (!preview.accepted) throw new Error(preview.reason);
  const found = preview.value.findings.map((finding) => finding.what);
  expect(found).toContain('how to pay');
  expect(found).toContain('blame');
});

test.each([
  ['an unknown variable', { bodyText: '{{ balance }}' }],
  ['a picture from elsewhere', { bodyHtml: '<img src="https://example.com/x.gif">' }],
  ['an open tag', { subject: '{% if total' }],
])('%s is refused', async (_what, change) => {
  const outcome = await house.inside((ctx) => changeTemplate(ctx, { ...DRAFT, ...change }));
  expect(outcome).toMatchObject({ accepted: false, reason: 'template_must_render' });
});

test('a text that nobody uses is not made', async () => {
  const outcome = await house.inside((ctx) => changeTemplate(ctx, { ...DRAFT, name: 'rude' }));
  expect(outcome).toMatchObject({ accepted: false, reason: 'template_must_exist' });
});
