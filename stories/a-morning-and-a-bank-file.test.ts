import { expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const house = await testHouse();

const ACME_OWES_INV_7 = `
  today   2026-03-02
  invoice INV-7 Acme 1250.00 EUR due 2026-02-14
`;

test('an unpaid invoice brings a reminder, and the letter asks for what is open', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);

  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);

  await story.postmanComes();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 1250.00 EUR']);
});

test('the reminder that waits is taken back when a bank file pays the invoice', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);
  await story.morning();

  await story.bankFile('2026-03-02', '1250.00 Acme: INV-7');
  await story.letTheFactsArrive();
  expect(await story.openItems('Acme')).toEqual([]);
  expect(await story.planned()).toEqual([]);

  await story.postmanComes();
  expect(await story.letters()).toEqual([]);
});

test('the postman asks the gate himself, when nobody told him of the payment', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);
  await story.morning();

  await story.bankFile('2026-03-02', '1250.00 Acme: INV-7');
  await story.postmanComes();

  expect(await story.letters()).toEqual([]);
});

test('a morning that runs twice, or every minute, plans one letter', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);

  const first = await story.morning();
  const again = await story.morning();
  expect([first.isFirst, first.queued]).toEqual([true, 1]);
  expect([again.isFirst, again.queued, again.decided]).toEqual([false, 0, 0]);

  await story.postmanComes();
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 1250.00 EUR']);
});

test('after three days on which nobody was there, one letter goes for the step that is due', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-28
    invoice INV-8 Acme  300.00 EUR due 2026-03-01
  `,
  );
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([]);

  story.nightFalls(4);
  await story.morning();
  await story.postmanComes();
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR, INV-8 300.00 EUR',
  ]);
});

test('a letter that did not go for days is not followed by those that were missed meanwhile', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);
  await story.morning();
  await story.postmanComes();

  story.nightFalls(42);
  await story.morning();
  await story.postmanComes();
  story.nightFalls();
  await story.morning();
  await story.postmanComes();

  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR',
    'reminder 2 to Acme: INV-7 1250.00 EUR',
  ]);
});

test('two equal payments of a day are two payments, and the same file again is none', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 500.00 EUR due 2026-02-14
    invoice INV-8 Acme 500.00 EUR due 2026-02-15
  `,
  );
  const file = `
    500.00 Acme: INV-7
    500.00 Acme: INV-8
  `;
  const once = await story.bankFile('2026-03-02', file);
  const twice = await story.bankFile('2026-03-02', file);

  expect([once.added, twice.added]).toEqual([2, 0]);
  expect(await story.openItems('Acme')).toEqual([]);
});

test('two equal payments without a word are both kept', async () => {
  const story = await moveIn(house, ACME_OWES_INV_7);

  const { added } = await story.bankFile(
    '2026-03-02',
    `
    625.00 Acme
    625.00 Acme
  `,
  );
  expect(added).toBe(2);

  await story.morning();
  expect(await story.planned()).toEqual([]);
});

test('an amount that two customers owe pays neither without a word', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme     1250.00 EUR due 2026-02-14
    invoice INV-8 Borealis 1250.00 EUR due 2026-02-14
  `,
  );
  await story.bankFile('2026-03-02', '1250.00 Somebody');

  expect(await story.openItems('Acme')).toEqual(['INV-7 1250.00 EUR']);
  expect(await story.openItems('Borealis')).toEqual(['INV-8 1250.00 EUR']);
});

test('where payments come with the ledger, nobody is reminded on the ground of an old one', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  `,
  );
  story.nightFalls(3);
  await story.morningWithoutLedger();
  expect(await story.planned()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toContain('it was last read');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
});
