import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { askContactGate, CHECKS } from './contact-gate.ts';
import type { ContactPicture } from './contact-picture.ts';
import { decide } from './dunning.ts';
import {
  amountOf,
  CALM,
  dispute,
  examplePicture,
  hold,
  item,
  promise,
  SETTINGS,
  TODAY,
} from './example-picture.ts';
import {
  BECAUSE_TITLES,
  checkSentence,
  exclusionSentence,
  reasonSentence,
} from './reason-sentence.ts';

function said(change: Partial<ContactPicture>): string {
  const decision = decide(examplePicture(change), CALM, SETTINGS);
  return reasonSentence({ ...decision, level: decision.step?.level });
}

test.each<[Partial<ContactPicture>, string]>([
  [{}, '€1,250.00 is 16 days overdue; the first reminder is due.'],
  [
    { items: [item('A', '1250.00', '2026-02-14'), item('B', '80.00 CHF', '2026-02-20')] },
    'CHF 80.00 and €1,250.00 on 2 invoices is overdue, the oldest by 16 days; the first reminder is due.',
  ],
  [
    { disputes: [dispute('INV-7')] },
    '€1,250.00 is disputed since Friday 27 February; we answer before we ask.',
  ],
  [
    { disputes: [dispute('INV-7', '250.00')] },
    '€1,000.00 is 16 days overdue; the first reminder is due. Not asked for: €250.00 disputed.',
  ],
  [
    { promises: [promise('1250.00', '2026-03-06')] },
    '€1,250.00 is promised for Friday 6 March; we wait for it.',
  ],
  [
    { holds: [hold('2026-03-13')] },
    '€1,250.00 is overdue; no reminders until Friday 13 March, as was agreed here.',
  ],
  [{ isPersonal: true }, '€1,250.00 is 16 days overdue; here a person writes, not a machine.'],
  [
    { insolventOn: toDay('2025-12-24') },
    'Insolvent since Wednesday 24 December 2025; the claim of €1,250.00 is registered, not asked for.',
  ],
  [{ items: [] }, 'Nothing is overdue.'],
])('says what a customer could read', (change, sentence) => {
  expect(said(change)).toBe(sentence);
});

test('every check has a sentence for yes and for no, and none shows a code', () => {
  const gate = askContactGate(examplePicture(), CALM, SETTINGS, { day: TODAY, minutes: 600 });
  for (const check of gate.checks)
    for (const passed of [true, false])
      expect(checkSentence({ ...check, passed }, TODAY)).toMatch(/^[A-Z][^_]+\.$/);
  expect(gate.checks.length).toBe(CHECKS.length);
});

test('every part that is left out has a sentence', () => {
  const part = { reason: 'disputed', amount: amountOf('250.00'), on: toDay('2026-02-27') } as const;
  expect(exclusionSentence(part, TODAY)).toBe('€250.00 is disputed since Friday 27 February.');
});

test('what a reason is called holds no code', () => {
  for (const title of Object.values(BECAUSE_TITLES)) expect(title).toMatch(/^[A-Z][^_]+$/);
});
