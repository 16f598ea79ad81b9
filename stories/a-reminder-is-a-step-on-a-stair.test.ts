import { expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { moveIn, type Story } from './teller.ts';

/** The strategy of these stories: 3, 14, 30 and 45 days overdue; a week, then ten days between steps. */
const house = await testHouse();

async function aMorningWithPost(story: Story, nights: number): Promise<void> {
  story.nightFalls(nights);
  await story.morning();
  await story.postmanComes();
}

test('an invoice found a hundred days late begins with the first step, and skips none', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2025-11-22
  `,
  );
  for (let night = 0; night < 50; night += 1) await aMorningWithPost(story, night === 0 ? 0 : 1);

  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR',
    'reminder 2 to Acme: INV-7 1250.00 EUR',
    'reminder 3 to Acme: INV-7 1250.00 EUR',
    'reminder 4 to Acme: INV-7 1250.00 EUR',
  ]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€1,250.00 is 149 days overdue after the last reminder; it is time for a call.',
  );
});

test('the next step counts from the day the last letter left, not from when it was due', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-05
  `,
  );
  await aMorningWithPost(story, 0);
  await aMorningWithPost(story, 4);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€1,250.00 is 29 days overdue; the second reminder is due on Monday 9 March.',
  );

  await aMorningWithPost(story, 3);
  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR',
    'reminder 2 to Acme: INV-7 1250.00 EUR',
  ]);
});

test('one letter a customer, about all that is overdue, with the step of the oldest', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-6 Acme 100.00 EUR due 2026-02-10
    invoice INV-7 Acme 200.00 EUR due 2026-03-06
    invoice INV-8 Acme 300.00 EUR due 2026-03-31
  `,
  );
  await aMorningWithPost(story, 0);
  await aMorningWithPost(story, 8);

  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-6 100.00 EUR',
    'reminder 2 to Acme: INV-6 100.00 EUR, INV-7 200.00 EUR',
  ]);
});

test('when the oldest invoice is paid, the clock of the next one speaks', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-6 Acme 100.00 EUR due 2026-02-10
    invoice INV-7 Acme 200.00 EUR due 2026-03-12
  `,
  );
  await aMorningWithPost(story, 0);
  story.nightFalls(14);
  await story.bankFile('2026-03-16', '100.00 Acme: INV-6');
  await story.letTheFactsArrive();

  await aMorningWithPost(story, 0);
  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-6 100.00 EUR',
    'reminder 1 to Acme: INV-7 200.00 EUR',
  ]);
});

test('what is too little for a letter is counted net of what they have to their credit', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
    credit  CN-1  Acme 1245.00 EUR
  `,
  );
  await aMorningWithPost(story, 0);

  expect(await story.letters()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€1,245.00 of theirs is here and not set against an invoice yet; that is ours to do.',
  );
});

test('a customer who has more to their credit than is open is never asked', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
    credit  CN-1  Acme 2000.00 EUR
  `,
  );
  await aMorningWithPost(story, 0);

  expect(await story.letters()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    'They have more to their credit than is open; €1,250.00 waits to be set against it.',
  );
});

test('who has no address is not written to, and somebody is told', async () => {
  const story = await moveIn(
    house,
    `
    today    2026-03-02
    customer Acme without address
    invoice  INV-7 Acme 1250.00 EUR due 2026-02-14
  `,
  );
  const { person, byReason } = await story.morning();

  expect([person, byReason.map(({ reason }) => reason)]).toEqual([1, ['no_contact_address']]);
  expect(await story.planned()).toEqual([]);
});
