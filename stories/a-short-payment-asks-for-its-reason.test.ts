import { afterEach, expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { shortPaymentsOf } from './short-payments-of.ts';
import { moveIn, type Story } from './teller.ts';

const house = await testHouse();
let story: Story;
let short: ReturnType<typeof shortPaymentsOf>;

async function acmeOwes(books: string): Promise<void> {
  story = await moveIn(house, `today 2026-03-02\n${books}`);
  short = shortPaymentsOf(story);
}

/** Whatever happens, the books stay sound: an item is what was paid, what was adjusted and what is open. */
afterEach(async () => expect(await short.broken()).toEqual([]));

test('a payment that is less than its invoice asks why, and nobody asks the customer meanwhile', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  expect(await short.waiting()).toEqual(['INV-7 150.00 EUR, short_payment']);

  await story.morning();
  expect(await story.planned()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toBe(
    '€150.00 was left out of a payment of theirs; why is ours to find out before we ask.',
  );
});

test('the rest of the account is asked for as before', async () => {
  await acmeOwes(`
    invoice INV-7 Acme 1250.00 EUR due 2026-02-14
    invoice INV-8 Acme  300.00 EUR due 2026-02-14`);
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 300.00 EUR']);
});

test('when they still owe it, it is asked for', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  expect(await short.answer('still_due')).toBe('done');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 150.00 EUR']);
});

test('a reminder that waits is taken back when a part of its invoice is paid', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  await story.letTheFactsArrive();
  expect(await story.planned()).toEqual([]);
});

test('a deduction is a dispute of that part, for us to answer', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  expect(await short.answer('deduction')).toBe('reason_must_be_given');
  expect(await short.answer('deduction', { reason: 'quantity_short' })).toBe('done');
  expect(await short.waiting()).toEqual([]);
  await story.morning();
  expect(await story.planned()).toEqual([]);
  expect(await story.whatWeSayAbout('Acme')).toContain('€150.00 is disputed');
  expect(await story.openItems('Acme')).toEqual(['INV-7 150.00 EUR']);
});

test('a small amount is waived by who may, and more by nobody', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1210.00 Acme: INV-7');
  expect(await short.answer('write_off')).toBe('write_off_must_be_within_authority');
  expect(await short.answer('write_off', { as: 'manager' })).toBe('done');
  expect(await story.openItems('Acme')).toEqual([]);
  expect(await short.answered()).toEqual(['INV-7 0.00 EUR, write_off']);

  await story.ledgerFile('invoice INV-9 Acme 900.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-03', '800.00 Acme: INV-9');
  expect(await short.answer('write_off', { as: 'owner' })).toBe(
    'write_off_must_be_within_tolerance',
  );
});

test('an answer is taken back: what was waived is open, and the question waits again', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1245.00 Acme: INV-7');
  await short.answer('write_off');
  await short.takeAnswerBack();
  expect(await story.openItems('Acme')).toEqual(['INV-7 5.00 EUR']);
  expect(await short.waiting()).toEqual(['INV-7 5.00 EUR, bank_fee']);
  expect(await short.answer('write_off')).toBe('done');
  expect(await story.openItems('Acme')).toEqual([]);
});

test('a match that is undone takes the write-off with it', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1245.00 Acme: INV-7');
  await short.answer('write_off');
  await short.undo('INV-7');
  expect(await story.openItems('Acme')).toEqual(['INV-7 1250.00 EUR']);
  expect(await short.waiting()).toEqual([]);
});

test('a payment that went back takes its deduction with it, and all is asked for', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  await short.answer('deduction', { reason: 'damaged' });
  await story.bankFile('2026-03-02', '-1100.00 Acme: INV-7');
  expect(await story.openItems('Acme')).toEqual(['INV-7 1250.00 EUR']);
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 1250.00 EUR']);
});

test('the discount of the terms, taken in time, is granted without asking', async () => {
  await acmeOwes('invoice INV-8 Acme 1000.00 EUR due 2026-03-25 terms 2/10 net 30');
  await story.bankFile('2026-03-03', '980.00 Acme: INV-8');
  expect(await story.openItems('Acme')).toEqual([]);
  expect(await short.answered()).toEqual(['INV-8 0.00 EUR, discount']);
});

test('the discount is taken off two invoices at once', async () => {
  await acmeOwes(`
    invoice INV-8 Acme 1000.00 EUR due 2026-03-25 terms 2/10 net 30
    invoice INV-9 Acme  500.00 EUR due 2026-03-26 terms 2/10 net 30`);
  await story.bankFile('2026-03-03', '1470.00 Acme: INV-8 INV-9');
  expect(await story.openItems('Acme')).toEqual([]);
});

test('the discount taken too late asks, and may be granted by who may', async () => {
  await acmeOwes('invoice INV-8 Acme 1000.00 EUR due 2026-03-05 terms 2/10 net 30');
  await story.bankFile('2026-03-02', '980.00 Acme: INV-8');
  expect(await short.waiting()).toEqual(['INV-8 20.00 EUR, discount_late']);
  expect(await short.answer('discount')).toBe('write_off_must_be_within_authority');
  expect(await short.answer('discount', { as: 'manager' })).toBe('done');
  expect(await story.openItems('Acme')).toEqual([]);
});

test('a few cents are rounding', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.02 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1250.00 Acme: INV-7');
  expect(await story.openItems('Acme')).toEqual([]);
});

test('a second payment of the rest answers by itself', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1100.00 Acme: INV-7');
  await story.bankFile('2026-03-03', '150.00 Acme: INV-7');
  expect(await short.waiting()).toEqual([]);
  expect(await story.openItems('Acme')).toEqual([]);
});

test('of several payments of one invoice only the newest asks', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-03-02', '1000.00 Acme: INV-7');
  await story.bankFile('2026-03-03', '100.00 Acme: INV-7');
  expect(await short.waiting()).toEqual(['INV-7 150.00 EUR, short_payment']);
  expect(await short.answer('still_due')).toBe('done');
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 150.00 EUR']);
});

test('what is evidently paid in instalments asks nothing, and the rest is asked for', async () => {
  await acmeOwes('invoice INV-7 Acme 1250.00 EUR due 2026-02-14');
  await story.bankFile('2026-02-20', '400.00 Acme: INV-7 first part');
  expect(await short.waiting()).toEqual(['INV-7 850.00 EUR, short_payment']);
  await story.bankFile('2026-03-02', '400.00 Acme: INV-7 second part');
  expect(await short.waiting()).toEqual([]);
  expect(await short.answered()).toEqual(['INV-7 450.00 EUR, still_due']);
  await story.morning();
  expect(await story.planned()).toEqual(['reminder 1 to Acme about 450.00 EUR']);

  await short.takeAnswerBack();
  expect(await short.waiting()).toEqual(['INV-7 450.00 EUR, short_payment']);
});

test('an earlier payment of all that comes late takes the discount back, and neither is lost', async () => {
  await acmeOwes('invoice INV-8 Acme 1000.00 EUR due 2026-03-25 terms 2/10 net 30');
  await story.bankFile('2026-03-04', '980.00 Acme: INV-8');
  expect(await story.openItems('Acme')).toEqual([]);
  await story.bankFile('2026-03-03', '1000.00 Acme: INV-8');
  expect(await story.openItems('Acme')).toEqual([]);
  expect(await short.answered()).toEqual([]);
});

test('an earlier payment of something else leaves the discount as it was', async () => {
  await acmeOwes(`
    invoice INV-8 Acme 1000.00 EUR due 2026-03-25 terms 2/10 net 30
    invoice INV-9 Acme  300.00 EUR due 2026-03-26`);
  await story.bankFile('2026-03-04', '980.00 Acme: INV-8');
  await story.bankFile('2026-03-03', '300.00 Acme: INV-9');
  expect(await story.openItems('Acme')).toEqual([]);
  expect(await short.answered()).toEqual(['INV-8 0.00 EUR, discount']);
});
