import { expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { shortPaymentsOf } from './short-payments-of.ts';
import { moveIn } from './teller.ts';

/** The company of these stories is in Amsterdam, an hour before UTC in winter. */
const house = await testHouse();

test('at 23:30 UTC the next day has begun in Amsterdam, and with it the third day overdue', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-03-02
  `,
  );
  house.clock.set('2026-03-04T22:30:00Z');
  await story.morning();
  expect(await story.planned()).toEqual([]);

  house.clock.set('2026-03-04T23:30:00Z');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
});

test('an invoice is overdue by the calendar of the customer, not by ours', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-03-02
  `,
  );
  await story.customerLivesIn('Acme', 'America/New_York');

  house.clock.set('2026-03-04T23:30:00Z');
  await story.morning();
  expect(await story.planned()).toEqual([]);

  house.clock.set('2026-03-05T08:00:00Z');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
});

test('a letter waits for the hours of the customer', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  `,
  );
  await story.customerLivesIn('Acme', 'America/New_York');
  await story.morning();

  house.clock.set('2026-03-02T12:30:00Z');
  await story.send();
  expect(await story.letters()).toEqual([]);

  house.clock.set('2026-03-02T13:00:00Z');
  await story.send();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 1250.00 EUR']);
});

test('a letter planned on a Friday evening waits for Monday, and over a holiday there', async () => {
  const story = await moveIn(
    house,
    `
    today    2026-04-03
    customer Acme in NL
    invoice  INV-7 Acme 1250.00 EUR due 2026-03-14
  `,
  );
  house.clock.set('2026-04-03T17:30:00Z');
  await story.morning();
  for (const hour of ['2026-04-04T09:00:00Z', '2026-04-06T09:00:00Z']) {
    house.clock.set(hour);
    await story.send();
    expect(await story.letters()).toEqual([]);
  }
  house.clock.set('2026-04-07T09:00:00Z');
  await story.morning();
  await story.postmanComes();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 1250.00 EUR']);
});

test('with bank data older than allowed nobody is asked, and a new file sets it right', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  `,
  );
  await story.bankFile('2026-02-26', '');
  await story.morning();
  expect(await story.planned()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    'Our bank data end on Thursday 26 February; they may have paid since, so we do not ask.',
  );

  await story.bankFile('2026-03-01', '');
  await story.letTheFactsArrive();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
});

test('bank data that grow old while a letter waits hold it back', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-02
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  `,
  );
  await story.bankFile('2026-02-28', '');
  await story.morning();

  story.nightFalls(2);
  await story.send();
  expect(await story.letters()).toEqual([]);

  await story.bankFile('2026-03-03', '');
  await story.postmanComes();
  expect(await story.letters()).toEqual(['reminder 1 to Acme: INV-7 1250.00 EUR']);
});

test('on a Sunday the list of Friday is kept up to date, and nothing new is planned', async () => {
  const story = await moveIn(
    house,
    `
    today   2026-03-06
    invoice INV-7 Acme     1250.00 EUR due 2026-02-14
    invoice INV-8 Borealis  300.00 EUR due 2026-03-06
  `,
  );
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);

  house.clock.set('2026-03-08');
  await story.bankFile('2026-03-06', '1000.00 Acme: INV-7');
  await shortPaymentsOf(story).answer('still_due');
  await story.letTheFactsArrive();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 250.00 EUR']);
  expect(await story.today()).toEqual([
    'Acme: 1 invoice, 22 days over; the first reminder is due.',
  ]);

  house.clock.set('2026-03-09');
  await story.morning();
  expect(await story.planned()).toEqual([
    'reminder 1 to Acme about 250.00 EUR',
    'reminder 1 to Borealis about 300.00 EUR',
  ]);
});
