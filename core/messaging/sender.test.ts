import { expect, test } from 'vitest';
import { headerText } from './header-text.ts';
import {
  addressesOf,
  isVerified,
  mayTypeCode,
  SENDER,
  SENDER_VERIFICATION,
  senderKey,
  SENDING_STOP,
  whyNotSending,
  type Sender,
} from './sender.ts';

const SENDER_OF_KEEL: Sender = {
  ...SENDER.defaults,
  name: 'Keel & Sons',
  address: 'accounts@keel.example',
  host: 'mail.keel.example',
};
const NOW = new Date('2026-03-01T09:00:00Z');
const ASKED = {
  ...SENDER_VERIFICATION.defaults,
  sender: senderKey(SENDER_OF_KEEL),
  codeHash: 'hash',
  askedAt: '2026-03-01T08:30:00Z',
};
const VERIFIED = { ...ASKED, verifiedAt: '2026-03-01T08:40:00Z' };

test.each<[string, Partial<Sender>, string | undefined]>([
  ['a whole sender', {}, undefined],
  ['no address', { address: '' }, 'address_must_be_valid'],
  [
    'a line break in the address',
    { address: 'a@keel.example\r\nBcc: b@x.example' },
    'address_must_be_valid',
  ],
  ['a reply address that is none', { replyTo: 'reply' }, 'address_must_be_valid'],
  ['a test recipient that is none', { testRecipient: 'me' }, 'address_must_be_valid'],
  ['no server', { host: '' }, 'host_must_be_allowed'],
  ['a server with a path', { host: 'mail.example/x' }, 'host_must_be_allowed'],
  ['a line break in the server', { host: 'mail.example\nx' }, 'host_must_be_allowed'],
  ['a line break in the user', { user: 'a\r\nb' }, 'host_must_be_allowed'],
  ['no TLS to another machine', { security: 'none_on_this_machine' }, 'host_must_be_allowed'],
  ['no TLS on this machine', { security: 'none_on_this_machine', host: '127.0.0.1' }, undefined],
])('%s', (_what, change, broken) => {
  expect(SENDER.broken({ ...SENDER_OF_KEEL, ...change })).toBe(broken);
});

test('a verification stands for one address, server and user', () => {
  expect(isVerified(SENDER_OF_KEEL, VERIFIED)).toBe(true);
  expect(isVerified({ ...SENDER_OF_KEEL, maxPerHour: 5 }, VERIFIED)).toBe(true);
  expect(isVerified({ ...SENDER_OF_KEEL, address: 'b@keel.example' }, VERIFIED)).toBe(false);
  expect(isVerified({ ...SENDER_OF_KEEL, host: 'other.example' }, VERIFIED)).toBe(false);
});

test('a code is good for an hour, for the sender it was asked for', () => {
  expect(mayTypeCode(SENDER_OF_KEEL, ASKED, NOW)).toBe(true);
  expect(mayTypeCode(SENDER_OF_KEEL, ASKED, new Date('2026-03-01T09:30:01Z'))).toBe(false);
  expect(mayTypeCode({ ...SENDER_OF_KEEL, user: 'x' }, ASKED, NOW)).toBe(false);
  expect(mayTypeCode(SENDER_OF_KEEL, SENDER_VERIFICATION.defaults, NOW)).toBe(false);
});

test.each([
  ['before a sender is set up', { sender: SENDER.defaults }, 'sender_not_set'],
  ['before the sender is verified', { verification: ASKED }, 'sender_not_verified'],
  [
    'while somebody has stopped it',
    { stop: { stopped: true, by: 'ada', reason: 'x' } },
    'sending_stopped',
  ],
  ['never otherwise', {}, undefined],
])('nothing leaves %s', (_when, change, because) => {
  const facts = { sender: SENDER_OF_KEEL, verification: VERIFIED, stop: SENDING_STOP.defaults };
  expect(whyNotSending({ ...facts, ...change }, false)).toBe(because);
});

test('the demo sends to its own mailbox without a sender, until it is stopped', () => {
  const facts = {
    sender: SENDER.defaults,
    verification: SENDER_VERIFICATION.defaults,
    stop: SENDING_STOP.defaults,
  };
  expect(whyNotSending(facts, true)).toBeUndefined();
  expect(whyNotSending({ ...facts, stop: { ...facts.stop, stopped: true } }, true)).toBe(
    'sending_stopped',
  );
});

test('in test mode the mail goes to the tester and to nobody else', () => {
  const testing = { ...SENDER_OF_KEEL, testRecipient: 'tester@keel.example' };
  expect(addressesOf(testing, 'anna@acme.example')).toEqual({
    recipient: 'tester@keel.example',
    isTest: true,
  });
  expect(addressesOf(SENDER_OF_KEEL, 'anna@acme.example')).toEqual({
    recipient: 'anna@acme.example',
    isTest: false,
  });
  expect(addressesOf(SENDER_OF_KEEL, 'no address')).toBeUndefined();
});

test.each([
  ['Acme\r\nBcc: eve@example.com', 'Acme Bcc: eve@example.com'],
  ['two\u2028lines', 'two lines'],
  ['left\u202eright', 'left right'],
  ['  NUL\0 and tab\t', 'NUL and tab'],
  ['=?utf-8?Q?Anna=0D=0ABcc:_eve?=', '= ?utf-8?Q?Anna=0D=0ABcc:_eve?='],
])('%j in a header becomes one line: %s', (text, line) => {
  expect(headerText(text)).toBe(line);
});
