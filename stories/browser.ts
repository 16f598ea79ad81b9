import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { inviteMember } from '@goodterms/server/settings/member.actions.ts';
import { chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { openDoor } from './door.ts';
import type { TestHouse } from './house.ts';
import type { Story } from './teller.ts';

const WEB_FOLDER = fileURLToPath(new URL('../web/dist', import.meta.url));
const PASSWORD = 'five quiet words make a door';

/** A file that is dropped is read in a thread of its own, which has a minute; most take a second. */
const WAITED_MS = 30_000;

/** Where an installed Chromium is; without one, stories told in a browser are skipped. */
export const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The built web application behind the real door, on a port of its own, and a browser before it. */
export async function openBrowser(house: TestHouse) {
  assert(existsSync(WEB_FOLDER), 'the built web application; `npm test` builds it first');
  assert(CHROMIUM !== undefined, 'a Chromium');
  const door = await openDoor(house, { webFolder: WEB_FOLDER });
  const address = await door.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  afterAll(() => browser.close());

  /** A browser that nobody has used; what its content security policy forbids is kept. */
  const stranger = async (theme: 'light' | 'dark' = 'light') => {
    const context = await browser.newContext({
      baseURL: address,
      colorScheme: theme,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
    });
    context.setDefaultTimeout(WAITED_MS);
    const page = await context.newPage();
    const forbidden: string[] = [];
    await page.exposeFunction('tellWhatWasForbidden', (what: string) => forbidden.push(what));
    await page.addInitScript(`
      document.addEventListener('securitypolicyviolation', (event) =>
        tellWhatWasForbidden(event.violatedDirective + ' at ' + event.sourceFile));`);
    page.on('pageerror', (error) => forbidden.push(`an error nobody caught: ${error.message}`));
    return { page, forbidden };
  };

  return {
    address,
    stranger,
    /** A colleague comes in through an invitation, and stands before Today. */
    async colleague(story: Story, theme?: 'light' | 'dark') {
      const email = `ada-${randomBytes(4).toString('hex')}@keel.example`;
      const invited = await story.inside((ctx) =>
        inviteMember(ctx, 'owner', { email, role: 'owner' }),
      );
      assert(invited.accepted, 'an invitation');
      const visitor = await stranger(theme);
      const { page } = visitor;
      await page.goto(`/invitation#${invited.value.token}`);
      await page.getByLabel('Your name').fill('Ada Lind');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Come in' }).click();
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      return { ...visitor, email, password: PASSWORD };
    },
  };
}

/**
 * What is a barrier for somebody, as axe sees it: 'color-contrast at .name'. In the dark only what
 * colours can change is looked at again.
 */
export async function barriersOn(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  // Without frames there is nothing to put together, and no second page to do it on.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (
    theme === 'dark' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(' ')}`),
  );
}

/** A customer's row on Today. */
export function rowOf(page: Page, name: string): Locator {
  return page.locator('a[data-row]', { hasText: name });
}

/** Lets a file fall on the page, as from the desktop. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dropped = await page.evaluateHandle(`(() => {
    const given = new DataTransfer();
    given.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    return given;
  })()`);
  await page.locator('main').dispatchEvent('drop', { dataTransfer: dropped });
}

/** The customer of the row that has the focus, once it is this one: keys act on it from then on. */
export async function focusRow(page: Page, key: 'j' | 'k', name: string): Promise<void> {
  await page.keyboard.press(key);
  await expect.poll(() => page.evaluate<string>(FOCUSED)).toContain(name);
}

const FOCUSED = `[document.activeElement.getAttribute('aria-label'), document.activeElement.textContent].join(' ')`;

/** Goes on with the key Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const limit = 60;
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    const called = await page.evaluate<string>(
      `document.activeElement.textContent + ' ' + document.activeElement.getAttribute('aria-label')`,
    );
    if (called.includes(name)) return;
  }
  throw new Error(`Expected: something called ${name} within ${limit} presses of Tab`);
}
