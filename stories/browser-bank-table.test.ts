import { describe, expect, test } from 'vitest';
import { barriersOn, CHROMIUM, dropFile, openBrowser } from './browser.ts';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const BOOKS = `
  today   2026-03-16
  invoice INV-7 Acme 1250.00 EUR due 2026-02-14
  invoice INV-8 Acme 80.00 EUR due 2026-02-14
`;

const MARCH = 'Alpha;Beta;Gamma;Delta\n02/03/26;1.250,00;Acme;INV-7\n14/03/26;-5,00;Elm;fee\n';
const APRIL = 'Alpha;Beta;Gamma;Delta\n15/03/26;80,00;Acme;INV-8\n';

describe.skipIf(CHROMIUM === undefined)('a bank table that nobody knows', async () => {
  if (CHROMIUM === undefined) return;
  const house = await testHouse();
  const browser = await openBrowser(house);

  test('is explained on the page, taken in, and the next one asks for its account alone', async () => {
    const story = await moveIn(house, BOOKS);
    const { page } = await browser.colleague(story);
    await page.goto('/cash');
    await page.getByRole('button', { name: 'Take in bank files' }).first().waitFor();
    await dropFile(page, 'umsaetze_2026-03.csv', MARCH);
    await page.getByText('Nobody has read a table with these columns yet').waitFor();

    const take = page.getByRole('button', { name: /^Take it in/ });
    expect(await take.getAttribute('aria-disabled')).toBe('true');

    await page.getByRole('combobox', { name: 'What Alpha means' }).selectOption('Day: booked');
    await page.getByRole('combobox', { name: 'What Beta means' }).selectOption('Amount');
    await page
      .getByRole('combobox', { name: 'What Gamma means' })
      .selectOption('Other party: name');
    await page.getByRole('combobox', { name: 'What Delta means' }).selectOption('Text');
    const understood = page.getByRole('region', { name: 'The first movements' });
    await understood.getByRole('row', { name: /2026-03-02 1250\.00 .*Acme INV-7/ }).waitFor();
    await page.getByLabel('Account', { exact: true }).fill('NL00OURS0000000001');
    await page.getByLabel('Currency', { exact: true }).fill('eur');
    await page.getByLabel('Remember these columns as').fill('House bank');
    await understood.getByText('1250.00 EUR').waitFor();
    expect(await barriersOn(page, 'light')).toEqual([]);
    await page.getByRole('button', { name: 'Take it in: 2 lines' }).click();
    await page.getByText('2 lines, all new.').waitFor();
    expect(await story.openItems('Acme')).toEqual(['INV-8 80.00 EUR']);

    await dropFile(page, 'umsaetze_2026-04.csv', APRIL);
    const whose = page.getByRole('combobox', { name: 'It is of the account' });
    await page.getByRole('button', { name: 'Take it in: 1 line' }).waitFor();
    expect(await whose.locator('option:checked').textContent()).toBe('NL00OURS0000000001, EUR');

    await page.getByRole('button', { name: 'Take it in: 1 line' }).click();
    await page.getByText('1 line, all new.').waitFor();
    expect(await story.openItems('Acme')).toEqual([]);

    await page.goto('/imports');
    await page.getByText('House bank').waitFor();
    await page.getByRole('button', { name: 'Forget House bank' }).click();
    await page.getByText('House bank').waitFor({ state: 'detached' });
  });
});
