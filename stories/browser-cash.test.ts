import { toDay } from '@goodterms/core/kernel/day.ts';
import { describe, expect, test } from 'vitest';
import { bankFileOf } from './bank-file-of.ts';
import { barriersOn, CHROMIUM, dropFile, focusRow, openBrowser } from './browser.ts';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const MONDAY = '2026-03-02';
const ACME_AND_BOREALIS = `
  today   ${MONDAY}
  invoice INV-7 Acme     1250.00 EUR due 2026-02-14
  invoice INV-8 Acme      300.00 EUR due 2026-02-12
  invoice INV-9 Borealis  300.00 EUR due 2026-02-12
`;

describe.skipIf(CHROMIUM === undefined)('cash in the browser', async () => {
  if (CHROMIUM === undefined) return;
  const house = await testHouse();
  const browser = await openBrowser(house);

  test('an unclear line is dropped, read with its evidence, confirmed and undone by keyboard', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    const { page } = await browser.colleague(story);
    await page.goto('/cash');
    await page.getByText('No bank file yet').waitFor();
    const file = bankFileOf(toDay(MONDAY), ['1300.00 Acme: for INV-7, thank you']);
    await dropFile(page, 'monday.xml', file);
    await page.getByRole('button', { name: 'Acme, Proposed' }).waitFor();

    const line = page.getByRole('complementary', { name: 'Line: Acme' });
    await line.getByText('INV-7', { exact: true }).first().waitFor();
    expect(await line.locator('mark').textContent()).toContain('INV-7');
    await line.getByRole('list', { name: 'Evidence' }).getByText('“INV-7” is INV-7').waitFor();
    await line.getByText('€50.00 stays on account').waitFor();
    expect(await barriersOn(page, 'light')).toEqual([]);

    await focusRow(page, 'j', 'Acme');
    await line.getByRole('button', { name: 'Confirm' }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('No line is open').waitFor();
    expect(await story.openItems('Acme')).toEqual(['INV-8 300.00 EUR']);
    await page.keyboard.press('u');
    await page.getByRole('button', { name: 'Acme, Proposed' }).waitFor();
    expect(await story.openItems('Acme')).toEqual(['INV-8 300.00 EUR', 'INV-7 1250.00 EUR']);
  });

  test('after a decision the next line has the focus, and a payment is split by typing', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.bankFile(MONDAY, '17.00 Somebody\n18.00 Somebody\n1400.00 Acme');
    const { page } = await browser.colleague(story);
    await page.goto('/cash');
    await page.getByRole('button', { name: 'Acme, ' }).waitFor();
    const focused = () =>
      page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');

    await focusRow(page, 'j', 'Acme');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Split over several invoices' }).waitFor();
    for (const number of ['INV-7', 'INV-8']) {
      await page.keyboard.type(number);
      await page.getByRole('checkbox', { name: `${number} of Acme` }).waitFor();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.getByRole('checkbox', { name: `${number} of Acme` }).isChecked())
        .toBe(true);
    }
    await page.getByText('Nothing is left over').waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(focused).toContain('Somebody');
    expect(await story.openItems('Acme')).toEqual(['INV-8 150.00 EUR']);

    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Not a receivable, but' }).waitFor();
    await page.keyboard.press('2');
    await page.getByRole('link', { name: 'Not a receivable 1' }).waitFor();
    await expect.poll(focused).toContain('Somebody');
  });

  test('lines are narrowed in the address, and the list is had as a file', async () => {
    const story = await moveIn(house, ACME_AND_BOREALIS);
    await story.bankFile(MONDAY, '1250.00 Acme: INV-7\n17.00 Somebody\n18.00 Somebody');
    const { page } = await browser.colleague(story);
    await page.goto('/cash?state=all&search=17.00');
    await page.getByRole('button', { name: 'Somebody, ' }).waitFor();
    await expect.poll(() => page.locator('[data-row]').count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bank-lines.csv');
    await page.getByRole('link', { name: 'Unclear' }).click();
    await page.getByRole('searchbox', { name: 'Search lines' }).fill('');
    await expect.poll(() => page.locator('[data-row]').count()).toBe(2);
  });
});
