import * as fc from 'fast-check';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { headerText } from '@goodterms/core/messaging/header-text.ts';
import { smtpPostman } from '@goodterms/server/platform/smtp.ts';
import { testHouse } from './house.ts';
import { outbox } from './outbox.ts';

type Captured = { readonly sender: string; readonly recipients: string[]; readonly raw: string };

const captured: Captured[] = [];
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      captured.push({
        sender: mailFrom === false ? '' : mailFrom.address,
        recipients: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks).toString('utf8'),
      });
      done();
    });
  },
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.server.address() as AddressInfo;
const house = await testHouse();

beforeEach(() => void (captured.length = 0));
afterAll(() => new Promise<void>((closed) => server.close(() => closed())));

const OUR_HEADERS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

/** What somebody who wants to be read by others would write into a name. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'Anna\r\nBcc: eve@evil.example',
    'Anna\nX-Header: yes\n\nbody',
    'Anna\r\n.\r\nMAIL FROM:<eve@evil.example>',
    'Anna\0',
    '"Anna" <eve@evil.example>, x',
    'eve@evil.example',
    '=?utf-8?Q?Anna=0D=0ABcc:_eve@evil.example?=',
    '\u2028Bcc: eve@evil.example',
    'Ånna \u202elive',
    ', eve@evil.example;',
  ),
);

test('whatever a name or a subject holds, there is one recipient and there are our headers', async () => {
  const postman = smtpPostman({
    host: '127.0.0.1',
    port,
    security: 'none',
    user: '',
    password: '',
  });
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (from, to, subject) => {
      captured.length = 0;
      const delivery = await postman.deliver(
        {
          headerId: 'one@keel.example',
          from: { name: headerText(from), address: 'accounts@keel.example' },
          to: { name: headerText(to), address: 'anna@acme.example' },
          subject: headerText(`About ${subject}`),
          text: `${from}\n.\n${to}`,
          html: '<p>.</p>',
        },
        () => Promise.resolve(true),
      );
      expect(delivery.outcome).toBe('accepted');
      expectOneLetter(captured, 'anna@acme.example');
    }),
    { numRuns: 150 },
  );
  postman.close();
});

test('a line of its own making never gets as far as a header', async () => {
  const postman = smtpPostman({
    host: '127.0.0.1',
    port,
    security: 'none',
    user: '',
    password: '',
  });
  const mail = {
    headerId: 'one@keel.example',
    from: { name: '', address: 'accounts@keel.example' },
    to: { name: '', address: 'anna@acme.example' },
    subject: 'Two\r\nlines',
    text: '',
    html: '',
  };
  await expect(postman.deliver(mail, () => Promise.resolve(true))).rejects.toThrow('one line each');
  postman.close();
});

test('whatever the books hold, the reminder goes to the contact and to nobody else', async () => {
  const box = await outbox(house, await house.newTenant(), port);
  const storable = hostile.map((text) => text.replaceAll('\0', '').toWellFormed() || 'x');
  await fc.assert(
    fc.asyncProperty(storable, storable, storable, async (customer, contact, reference) => {
      captured.length = 0;
      const reminder = await box.remind({
        customerName: customer,
        contactName: contact,
        greetingName: contact,
        reference: `${reference} ${Math.trunc(performance.now() * 1000)}`,
      });
      await box.send();
      const message = await box.message(reminder.id);
      // A letter whose names cannot be read in its text does not leave; it waits for a person.
      if (message.state === 'failed') return expect(captured).toEqual([]);
      expect(message.state).toBe('accepted');
      expectOneLetter(captured, reminder.address);
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['with a second address', 'anna@acme.example, eve@evil.example'],
  ['with a line break', 'anna@acme.example\r\nRCPT TO:<eve@evil.example>'],
  ['with a quoted local part', '"anna@evil.example"@acme.example'],
  ['with a display name', 'Anna <anna@acme.example>'],
])('a contact address %s is given to nobody', async (_what, address) => {
  const box = await outbox(house, await house.newTenant(), port);
  const reminder = await box.remind({ address });
  await box.send();
  expect(captured).toEqual([]);
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'failed',
    stateReason: 'address_must_be_valid',
  });
});

test('a letter arrives whole: text and HTML, umlauts and all', async () => {
  const box = await outbox(house, await house.newTenant(), port);
  await box.remind({
    customerName: 'Müller & Söhne',
    contactName: 'Frau Müller',
    greetingName: 'Frau Müller',
    reference: 'RE-17',
    draft: { language: 'de', template: 'final' },
  });
  await box.send();
  const [letter] = captured;
  const text = decoded(letter?.raw ?? '');
  expect(text).toContain('Guten Tag Frau Müller,');
  expect(text).toContain('Samstag, 14. Februar 2026 (2026-02-14)');
  expect(text).toContain('<html lang="de">');
  expect(text).toContain('1.250,00 €');
});

function expectOneLetter(letters: readonly Captured[], recipient: string): void {
  expect(letters.map(({ recipients }) => recipients)).toEqual([[recipient]]);
  const [letter] = letters;
  expect(letter?.sender).toBe('accounts@keel.example');
  const head = (letter?.raw ?? '').split('\r\n\r\n')[0] ?? '';
  const lines = head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
  const names = lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  expect(names.toSorted()).toEqual(OUR_HEADERS);
  const to = lines.find((line) => line.startsWith('To: ')) ?? '';
  expect([`To: ${recipient}`, `<${recipient}>`].some((end) => to.endsWith(end))).toBe(true);
}

/** Quoted-printable and base64 parts as a reader's program shows them. */
function decoded(raw: string): string {
  return raw
    .split(/\r\n--[^\r]*\r\n/)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const content = body.join('\r\n\r\n');
      if (/base64/i.test(head)) return Buffer.from(content, 'base64').toString('utf8');
      const bytes = content
        .replaceAll('=\r\n', '')
        .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
      return Buffer.from(bytes, 'latin1').toString('utf8');
    })
    .join('\n');
}
