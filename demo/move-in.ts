import { createHash } from 'node:crypto';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { CONTACT_RULES } from '@goodterms/core/settings/contact-rules.ts';
import { DEMO_BANK_FILES } from '@goodterms/core/cash/demo-bank-file.ts';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { readRemittance } from '@goodterms/formats/remittance/read.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { takeAdviceIn } from '@goodterms/server/cash/remittance-advice.actions.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { reviewCustomers } from '@goodterms/server/collections/review.actions.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import { newestTemplates } from '@goodterms/server/messaging/template.queries.ts';
import { dayAt, type Actor, type Context, type House } from '@goodterms/server/platform/context.ts';
import { asOwner } from '@goodterms/server/platform/database.ts';
import { gatherStatistics } from '@goodterms/server/platform/planner.ts';
import { record } from '@goodterms/server/platform/journal.ts';
import { foundDemo } from '@goodterms/server/settings/founding.actions.ts';
import { changeSetting } from '@goodterms/server/settings/setting.actions.ts';
import { bankDay, type Balances } from './bank-files.ts';
import { weekdayBefore } from './calendar.ts';
import { cast } from './cast.ts';
import { DEMO_COLLEAGUES, DEMO_COMPANY } from './company.ts';
import { invoices } from './invoices.ts';
import { customerFile, itemFile, type DemoFile } from './ledger-files.ts';
import { pastLetters } from './past-letters.ts';
import { completeCustomers, writePast, type Colleagues } from './past.store.ts';
import { past } from './past.ts';
import { adviceFile } from './remittance-advice.ts';

const ACTOR: Actor = { kind: 'command', id: 'demo' };
const OPENING: Balances = { EUR: 41_207_744, USD: 12_650_310, GBP: 18_334_905 };

/**
 * Moves the demo company into an empty house: its books of 24 months, what people said, yesterday's
 * bank statement, and this morning's decisions. One transaction: all of it or nothing. What the
 * bank booked since waits in files for somebody to drop in.
 */
export async function moveDemoIn(house: House, say: (line: string) => void): Promise<void> {
  const now = house.clock.now();
  const today = dayAt(now, DEMO_COMPANY.timeZone);
  const yesterday = weekdayBefore(today);
  const dayBefore = weekdayBefore(yesterday);
  const players = cast();
  const issued = invoices(players, today);
  const told = past(players, issued, today);

  await asOwner(house.pool, async (db) => {
    say('Moving the demo company in …');
    const { ctx, userIds } = await foundDemo(db, {
      companyName: DEMO_COMPANY.name,
      timeZone: DEMO_COMPANY.timeZone,
      colleagues: DEMO_COLLEAGUES,
      actor: ACTOR,
      now,
    });
    const [ada = '', ben = '', cleo = ''] = userIds;
    const colleagues: Colleagues = { ada, ben, cleo };
    await choose(ctx);
    await takeLedgerIn(ctx, [customerFile(players), itemFile(issued, weekdayBefore(dayBefore))]);
    await completeCustomers(ctx, players, colleagues);
    const letters = pastLetters(told.reminders, players, issued, await newestTemplates(ctx));
    const journalId = await record(ctx, {
      fact: 'settings.demo_past_written',
      data: { letters: letters.length, notes: told.notes.length },
    });
    await writePast(ctx, { ...told, letters }, colleagues, journalId);
    const known = bankDay(issued, dayBefore, OPENING);
    for (const file of known.files) await takeBankFileIn(ctx, file);
    await takeAnnouncementIn(ctx, adviceFile(issued, today));
    const { files } = bankDay(issued, yesterday, known.closing);
    const chosen = await changeSetting(ctx, DEMO_BANK_FILES, { files });
    assert(chosen.accepted, 'bank files that wait');
    say('Deciding about every customer …');
    await reviewCustomers(ctx, 'all');
  });
  await gatherStatistics(house.pool);
}

/** The demo works every day and at every hour: whoever looks on a Sunday night sees it at work. */
async function choose(ctx: Context): Promise<void> {
  const company = await changeSetting(ctx, COMPANY, DEMO_COMPANY);
  const rules = await changeSetting(ctx, CONTACT_RULES, {
    ...CONTACT_RULES.defaults,
    workingWeekdays: [1, 2, 3, 4, 5, 6, 7],
    sendFrom: '00:00',
    sendUntil: '24:00',
    maxBankAgeBusinessDays: 7,
    reviewMinutes: 720,
  });
  assert(company.accepted && rules.accepted, 'settings that keep their rules');
}

async function takeLedgerIn(ctx: Context, files: readonly DemoFile[]): Promise<void> {
  const report = await importLedger(ctx, {
    files: files.map((file) => {
      const bytes = Buffer.from(file.text);
      const reading = readTable(bytes);
      assert(reading.readable, `a readable ${file.name}`);
      return { name: file.name, table: reading.table, sha256: sha256(bytes), bytes: bytes.length };
    }),
  });
  assert(report.refused === undefined, `a ledger that is taken in, not ${report.refused}`);
}

async function takeBankFileIn(ctx: Context, file: DemoFile): Promise<void> {
  const bytes = Buffer.from(file.text);
  const reading = readBankFile(bytes, { name: file.name });
  assert(reading.readable, `a readable ${file.name}`);
  await importBankFile(ctx, {
    name: file.name,
    bytes: bytes.length,
    sha256: sha256(bytes),
    file: reading.file,
  });
}

async function takeAnnouncementIn(ctx: Context, file: DemoFile | undefined): Promise<void> {
  if (file === undefined) return;
  const reading = readRemittance(Buffer.from(file.text));
  assert(reading.readable, `a readable ${file.name}`);
  await takeAdviceIn(ctx, { name: file.name, advice: reading.advice });
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
