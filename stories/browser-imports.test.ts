import { describe, expect, test } from 'vitest';
import { barriersOn, CHROMIUM, dropFile, openBrowser } from './browser.ts';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const BOOKS = `
  today   2026-03-02
  invoice INV-7 Acme 1250.00 EUR due 2026-02-14
`;

/** No currency, a heading of its own, and a row without an amount. */
const EXPORT = `Kundennr;Kunde;Rechnungsnr;Belegdatum;Frist;Betrag
C9;Corvo AG;R-1;14.01.2026;13.02.2026;1.250,00
C9;Corvo AG;R-2;20.01.2026;19.02.2026;80,00
C9;Corvo AG;R-3;20.01.2026;19.02.2026;unbekannt
`;

describe.skipIf(CHROMIUM === undefined)('a ledger file in the browser', async () => {
  if (CHROMIUM === undefined) return;
  const house = await testHouse();
  const browser = await openBrowser(house);

  test('is dropped, mapped, looked at and taken in, and its report stays', async () => {
    const story = await moveIn(house, BOOKS);
    const { page } = await browser.colleague(story);
    await page.goto('/imports');
    await page.getByText('Drop a file').waitFor();
    await dropFile(page, 'offene-posten.csv', EXPORT);
    await page.getByRole('heading', { name: 'How it is read' }).waitFor();

    const due = page.getByRole('combobox', { name: 'What Frist means' });
    await due.selectOption('Day: due');
    await page.getByRole('columnheader', { name: 'Day: due' }).waitFor();
    await page.getByRole('cell', { name: '2026-02-13' }).waitFor();
    await page.getByRole('button', { name: 'EUR', exact: true }).click();
    await page.getByRole('button', { name: 'EUR', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('rowheader', { name: '4 refused' }).waitFor();
    const changes = page.getByRole('region', { name: 'Changes, row by row' });
    await changes.getByRole('row', { name: /R-1 .*€1,250.00, due Fri 13 Feb/ }).waitFor();
    expect(await barriersOn(page, 'light')).toEqual([]);

    await page.getByRole('checkbox', { name: 'Leave out the 1 row' }).check();
    await page.getByLabel('Remember this way to read as').fill('Monthly');
    await page.getByRole('button', { name: 'Take it in: 3 new' }).click();
    await page.getByText('Taken in.').waitFor();
    expect(await story.openItems('Corvo AG')).toEqual(['R-1 1250.00 EUR', 'R-2 80.00 EUR']);
    expect(await story.openItems('Acme')).toEqual(['INV-7 1250.00 EUR']);

    await page.goto('/imports');
    await page.getByRole('button', { name: 'Forget Monthly' }).waitFor();
    await page.getByRole('link', { name: 'offene-posten.csv' }).click();
    await page.getByText('1 customer added, 2 invoices added').first().waitFor();
    await page.getByText(/^Line 4\b/).waitFor();
    expect(await barriersOn(page, 'light')).toEqual([]);
  });

  test('of the same contents as before says that it changes nothing', async () => {
    const story = await moveIn(house, BOOKS);
    const { page } = await browser.colleague(story);
    const once =
      'customer number,customer name,invoice,due date,amount,currency\nC1,Elm,R-9,2026-03-30,5.00,EUR\n';
    await page.goto('/imports');
    await page.getByText('Drop a file').waitFor();
    await dropFile(page, 'elm.csv', once);
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('Taken in.').waitFor();
    await page.goto('/imports');
    await page.getByText('Drop a file').waitFor();
    await dropFile(page, 'elm again.csv', once);
    await page.getByText('it changes nothing').first().waitFor();
  });
});
