import { expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { shortPaymentsOf } from './short-payments-of.ts';
import { moveIn, type Story } from './teller.ts';

/** A reminder is planned in the morning. Then something happens, and two hours later the postman comes. */
const house = await testHouse();

const ACME_OWES_TWO_INVOICES = `
  today   2026-03-02
  invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  invoice INV-8 Acme  300.00 EUR due 2026-02-20
`;

async function aReminderIsPlanned(books = ACME_OWES_TWO_INVOICES): Promise<Story> {
  const story = await moveIn(house, books);
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1550.00 EUR']);
  return story;
}

test('a part payment with the rest still due: the letter asks for the remainder only', async () => {
  const story = await aReminderIsPlanned();

  await story.bankFile('2026-03-02', '1000.00 Acme: INV-7');
  await shortPaymentsOf(story).answer('still_due');
  await story.letTheFactsArrive();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 550.00 EUR']);

  await story.postmanComes();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 250.00 EUR, INV-8 300.00 EUR']);
});

test('a dispute of a whole invoice: the letter asks for the others', async () => {
  const story = await aReminderIsPlanned();

  await story.customerDisputes('Acme', 'INV-7');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-8 300.00 EUR']);
});

test('a dispute of a part: the letter asks for the rest of the invoice', async () => {
  const story = await aReminderIsPlanned();

  await story.customerDisputes('Acme', 'INV-7', '250.00');
  await story.postmanComes();

  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1000.00 EUR, INV-8 300.00 EUR',
  ]);
});

test('a promise for everything: nothing is asked until its day and the grace have passed', async () => {
  const story = await aReminderIsPlanned();

  await story.customerPromises('Acme', '1550.00', '2026-03-06');
  await story.letTheFactsArrive();
  await story.postmanComes();
  expect(await story.letters()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€1,550.00 is promised for Friday 6 March; we wait for it.',
  );

  story.nightFalls(8);
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([]);

  story.nightFalls();
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR, INV-8 300.00 EUR',
  ]);
});

test('a promise that is kept leaves the rest to be asked for', async () => {
  const story = await aReminderIsPlanned();

  await story.customerPromises('Acme', '1250.00', '2026-03-06', ['INV-7']);
  await story.bankFile('2026-03-02', '1250.00 Acme: INV-7');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-8 300.00 EUR']);
});

test('a broken promise brings the reminders back, and a person sees it first', async () => {
  const story = await aReminderIsPlanned();
  await story.customerPromises('Acme', '1550.00', '2026-03-04');

  story.nightFalls(7);
  await story.morning();

  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1550.00 EUR']);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€1,550.00 on 2 invoices is overdue, the oldest by 23 days; the first reminder is due. ' +
      'A promise for Wednesday 4 March was not kept.',
  );
});

test('a hold on the customer: no reminder through its last day', async () => {
  const story = await aReminderIsPlanned();

  await story.remindersRestUntil('Acme', '2026-03-04');
  await story.letTheFactsArrive();
  await story.postmanComes();
  story.nightFalls(2);
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([]);

  story.nightFalls();
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR, INV-8 300.00 EUR',
  ]);
});

test('a hold on one invoice: the others are asked for', async () => {
  const story = await aReminderIsPlanned();

  await story.remindersRestUntil('Acme', '2026-03-10', 'INV-7');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-8 300.00 EUR']);
});

test('a credit note that nobody has set against anything yet lowers what is asked for', async () => {
  const story = await aReminderIsPlanned();

  await story.ledgerFile('credit CN-1 Acme 1250.00 EUR');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-8 300.00 EUR']);
});

test('a payment without a word lowers what is asked for, although nobody knows yet for what it is', async () => {
  const story = await aReminderIsPlanned();

  await story.bankFile('2026-03-02', '1111.11 Acme');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 138.89 EUR, INV-8 300.00 EUR']);
});

test('a payment that bounces puts the invoice back at the level it had', async () => {
  const story = await aReminderIsPlanned();
  await story.postmanComes();
  story.nightFalls();
  await story.bankFile('2026-03-03', '1250.00 Acme: INV-7');
  await story.letTheFactsArrive();

  story.nightFalls(13);
  await story.bankFile('2026-03-15', '');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 2 to Acme about 300.00 EUR']);
  await story.bankFile('2026-03-16', '-1250.00 Acme: INV-7');
  await story.letTheFactsArrive();
  await story.postmanComes();

  expect(await story.letters()).toEqual([
    'reminder 1 to Acme: INV-7 1250.00 EUR, INV-8 300.00 EUR',
    'reminder 2 to Acme: INV-7 1250.00 EUR, INV-8 300.00 EUR',
  ]);
});
