import { expect, test } from 'vitest';
import { messageSentence } from './message-sentence.ts';

test.each([
  ['waiting', undefined, 0, 'It waits to be sent.'],
  ['waiting', 'deferred', 3, 'The mail server asked us to come back later: 3 of 8 tries.'],
  ['waiting', 'outside_hours', 0, 'Not now: outside hours. The gate is asked again.'],
  ['withdrawn', 'nothing_overdue', 0, 'It was taken back: nothing is overdue any more.'],
  [
    'withdrawn',
    'by_a_person: Ben spoke to them',
    0,
    'It was taken back: somebody decided so (Ben spoke to them).',
  ],
  ['failed', 'template_must_render', 0, 'It could not be sent: the template cannot be rendered.'],
] as const)(
  'a message that is %s because of %s after %s tries: %s',
  (state, because, tries, says) => {
    expect(messageSentence(state, because, tries)).toBe(says);
  },
);
