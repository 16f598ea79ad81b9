import { toDay } from '@goodterms/core/kernel/day.ts';
import { isIban } from '@goodterms/core/settings/company.ts';
import { readRemittance } from '@goodterms/formats/remittance/read.ts';
import { expect, test } from 'vitest';
import { weekdayBefore } from './calendar.ts';
import { cast } from './cast.ts';
import { bankDay } from './bank-files.ts';
import { DEMO_ACCOUNTS } from './company.ts';
import { invoices } from './invoices.ts';
import { accountOf, customerFile, itemFile } from './ledger-files.ts';
import { past } from './past.ts';
import { adviceFile } from './remittance-advice.ts';

const TODAY = toDay('2026-03-04');

test('the demo is the same every time', () => {
  const once = itemFile(invoices(cast(), TODAY), TODAY);
  expect(itemFile(invoices(cast(), TODAY), TODAY)).toEqual(once);
});

test('about 120 customers with every habit, three currencies and four languages', () => {
  const players = cast();
  expect(players).toHaveLength(120);
  expect(new Set(players.map(({ habit }) => habit)).size).toBe(12);
  expect(new Set(players.map(({ currency }) => currency)).size).toBe(3);
  expect(new Set(players.map(({ language }) => language)).size).toBe(4);
  expect(new Set(players.map(({ name }) => name)).size).toBe(120);
});

test('account numbers have right check digits', () => {
  expect(
    cast()
      .map(accountOf)
      .filter((account) => !isIban(account)),
  ).toEqual([]);
  expect(Object.values(DEMO_ACCOUNTS).filter((account) => !isIban(account))).toEqual([]);
});

test('the books reach back two years, and most of them is paid', () => {
  const all = invoices(cast(), TODAY);
  const open = all.filter(({ paidOn }) => paidOn === undefined || paidOn > TODAY);
  expect(all.length).toBeGreaterThan(4000);
  expect(open.length / all.length).toBeGreaterThan(0.03);
  expect(open.length / all.length).toBeLessThan(0.15);
  expect(all.every(({ issuedOn, dueOn }) => dueOn >= issuedOn && issuedOn < TODAY)).toBe(true);
});

test('yesterday’s bank files bring money in every currency', () => {
  const opening = { EUR: 10_000_000, USD: 10_000_000, GBP: 10_000_000 };
  const { files } = bankDay(invoices(cast(), TODAY), weekdayBefore(TODAY), opening);
  expect(files.map(({ text }) => (text.match(/<Ntry>|:61:/g) ?? []).length > 1)).toEqual([
    true,
    true,
    true,
  ]);
});

test('nobody in the demo can be reached', () => {
  const mails = customerFile(cast()).text.match(/[\w.-]+@[\w.-]+/g) ?? [];
  expect(mails.length).toBe(120);
  expect(mails.filter((mail) => !mail.endsWith('.example'))).toEqual([]);
});

test('the past tells of every cause of lateness, and only of days before today', () => {
  const players = cast();
  const { notes, promises, disputes, holds, reminders } = past(
    players,
    invoices(players, TODAY),
    TODAY,
  );
  const lengths = [notes, promises, disputes, holds, reminders].map((all) => all.length);
  expect(Math.min(...lengths)).toBeGreaterThan(1);
  const days = [...notes, ...promises, ...disputes, ...holds, ...reminders].map(({ on }) => on);
  expect(days.filter((on) => on >= TODAY)).toEqual([]);
});

test('one payment is announced, and has not come', () => {
  const reading = readRemittance(
    Buffer.from(adviceFile(invoices(cast(), TODAY), TODAY)?.text ?? ''),
  );
  if (!reading.readable) throw new Error('Expected: a readable advice');
  expect(reading.advice.lines).toHaveLength(2);
  expect(reading.advice.total?.currency).toBe('EUR');
  expect(reading.advice.problems).toEqual([]);
});

test('one payment is less than its invoice, in a bank file that is taken in already', () => {
  const all = invoices(cast(), TODAY);
  const short = all.filter(({ keptBack }) => keptBack !== undefined);
  expect(short).toHaveLength(1);
  const day = weekdayBefore(weekdayBefore(TODAY));
  const { files } = bankDay(all, day, { EUR: 0, USD: 0, GBP: 0 });
  expect(files.some(({ text }) => text.includes('less damage'))).toBe(true);
});
