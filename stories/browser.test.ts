import { describe, expect, test } from 'vitest';
import { bankFileOf } from './bank-file-of.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { barriersOn, CHROMIUM, dropFile, focusRow, openBrowser, rowOf, tabTo } from './browser.ts';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const MONDAY = '2026-03-02';
const FOUR_MINUTES_MS = 240_000;
/** A page asks for several things at once, and the machine may be busy. */
const LOADED_MS = 15_000;
const ACME_AND_BOREALIS = `
  today   ${MONDAY}
  invoice INV-7 Acme     1250.00 EUR due 2026-02-14
  invoice INV-8 Borealis  300.00 EUR due 2026-02-12
`;
/** Acme is still to be asked for one invoice while the rest of the other waits for its reason. */
const ONE_OF_EACH = `${ACME_AND_BOREALIS}
  invoice INV-9 Acme      480.00 EUR due 2026-02-13
`;
/** A part of an invoice, what only a person can place, and what nobody knows. */
const LINES_OF_EACH = '200.00 Acme: INV-7\n300.00 Pelican Holding\n17.00 Somebody';

describe.skipIf(CHROMIUM === undefined)('in the browser', async () => {
  if (CHROMIUM === undefined) return;
  const house = await testHouse();
  const browser = await openBrowser(house);

  test('a promise noted by keyboard alone takes the waiting reminder back', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.morning();
    const { page } = await browser.colleague(story);
    await rowOf(page, 'Acme').waitFor();

    await focusRow(page, 'j', 'Acme');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'A promise to pay' }).waitFor();
    await tabTo(page, 'Fri 6 Mar');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Note €1,250.00 by Fri 6 Mar');
    await page.keyboard.press('Enter');
    await page.getByText('€1,250.00 promised for Fri 6 Mar.').waitFor();
    await story.letTheFactsArrive();

    expect(await story.planned()).toEqual(['reminder 1 to Borealis about 300.00 EUR']);
    await page.goto('/messages?box=withdrawn');
    await page.getByRole('button', { name: 'Acme' }).waitFor();
  });

  test('what was just done is taken back with one key', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.morning();
    const { page } = await browser.colleague(story);
    await rowOf(page, 'Acme').waitFor();

    await focusRow(page, 'j', 'Acme');
    await page.keyboard.press('h');
    await page.getByRole('heading', { name: 'A hold' }).waitFor();
    await tabTo(page, 'Fri 6 Mar');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Hold reminders until');
    await page.keyboard.press('Enter');
    await page.getByText('No reminders to Acme until Fri 6 Mar.').waitFor();
    await page.keyboard.press('u');
    await page.getByText('No reminders to Acme until Fri 6 Mar.').waitFor({ state: 'detached' });
    await expect.poll(async () => (await story.explain('Acme'))?.mayContact).toBe(true);
  });

  test('a bank file that falls on the page pays the invoice, and nothing is left to ask', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.morning();
    const { page } = await browser.colleague(story);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill('cash');
    await page.getByRole('option', { name: 'Cash' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('No bank file yet').waitFor();

    const file = bankFileOf(toDay(MONDAY), ['1250.00 Acme: INV-7', '300.00 Borealis: INV-8']);
    await dropFile(page, 'monday.xml', file);
    await page.getByText('2 found their invoices by themselves').waitFor();
    await story.letTheFactsArrive();

    expect(await story.planned()).toEqual([]);
    await page.goto('/messages');
    await page.getByText('Nothing waits to leave').waitFor();
    await page.goto('/');
    await page.getByText('Nobody needs you now').waitFor();
  });

  test('a line is worked by keyboard: confirmed, undone, confirmed', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.bankFile(MONDAY, '1250.00 Pelican Holding');
    const { page } = await browser.colleague(story);
    await page.goto('/cash');
    const proposed = page.getByRole('button', { name: 'Pelican Holding, Proposed' });
    await proposed.waitFor();

    await focusRow(page, 'j', 'Pelican Holding');
    const line = page.getByRole('complementary', { name: 'Line: Pelican Holding' });
    await line.getByText('INV-7', { exact: true }).first().waitFor();
    await line.getByRole('list', { name: 'Evidence' }).getByRole('listitem').first().waitFor();
    await page.getByRole('button', { name: 'Confirm' }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('No line is open').waitFor();
    expect(await story.openItems('Acme')).toEqual([]);

    await page.keyboard.press('u');
    await proposed.waitFor();
    expect(await story.openItems('Acme')).toEqual(['INV-7 1250.00 EUR']);

    await focusRow(page, 'j', 'Pelican Holding');
    await page.getByRole('button', { name: 'Confirm' }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('No line is open').waitFor();
    expect(await story.openItems('Acme')).toEqual([]);
  });

  test('who signs out comes in again with the password, and with no other', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    const { page, email, password } = await browser.colleague(story);
    await page.getByRole('button', { name: 'Ada Lind' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();

    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('do not fit together').waitFor();
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Monday 2 March 2026' }).waitFor();
  });

  const PAGES = [
    '/',
    '/?task=call',
    '/?task=promise',
    '/?task=dispute',
    '/?task=hold',
    '/?task=note',
    '/?task=message',
    '/customers',
    '/cash',
    '/cash?state=all',
    '/cash/rates',
    '/cash/rates?by=customer',
    '/imports',
    '/messages',
    '/messages?box=held-back',
    '/messages?box=templates',
    '/settings/company',
    '/settings/people',
    '/settings/keys',
    '/settings/strategy',
    '/settings/contact',
    '/settings/matching',
    '/settings/short-payments',
    '/settings/sender',
    '/settings/you',
    '/settings/this-browser',
  ];

  test.each(['light', 'dark'] as const)(
    'no page has a barrier, and nothing that its policy forbids, in %s',
    async (theme) => {
      const story = await moveIn(house, ONE_OF_EACH);
      await story.bankFile(MONDAY, LINES_OF_EACH);
      await story.morning();
      const outside = await browser.stranger(theme);
      await outside.page.goto('/sign-in');
      await outside.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await barriersOn(outside.page, theme)).toEqual([]);

      const { page, forbidden } = await browser.colleague(story, theme);
      await rowOf(page, 'Acme').click();
      await expect.poll(() => new URL(page.url()).search).toContain('customer=');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
      const here = new URL(page.url());
      const found: Record<string, string[]> = {};
      for (const path of [here.pathname, `${here.pathname}?task=dispute`, ...PAGES]) {
        await page.goto(path);
        await page.getByRole('main').waitFor();
        const loading = page.getByRole('status', { name: 'Loading' });
        await expect.poll(() => loading.count(), { timeout: LOADED_MS }).toBe(0);
        const barriers = await barriersOn(page, theme);
        if (barriers.length > 0) found[path] = barriers;
      }
      expect(found).toEqual({});
      expect([...forbidden, ...outside.forbidden]).toEqual([]);
    },
    FOUR_MINUTES_MS,
  );
});
