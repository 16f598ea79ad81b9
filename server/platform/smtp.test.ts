import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  scriptedSmtp,
  SMTP_FAULTS,
  TAKES_THE_CONTENT,
  type SmtpFault,
} from '@goodterms/stories/scripted-smtp.ts';
import type { Delivery, Mail } from './mail.ts';
import { smtpPostman } from './smtp.ts';

const smtp = await scriptedSmtp();
const server = {
  host: '127.0.0.1',
  port: smtp.port,
  security: 'none' as const,
  user: '',
  password: '',
};
const TIMES = { untilContentMs: 1_000, untilReplyMs: 1_000 };
const postman = smtpPostman(server, TIMES);

const MAIL: Mail = {
  headerId: 'one@keel.example',
  from: { name: 'Keel & Sons', address: 'accounts@keel.example' },
  to: { name: 'Anna Larsen', address: 'anna@acme.example' },
  subject: 'About invoice 17',
  text: 'Dear Ms Larsen',
  html: '<p>Dear Ms Larsen</p>',
};

const yes = () => Promise.resolve(true);

beforeEach(() => {
  smtp.feel('well');
  smtp.taken.length = 0;
});
afterAll(async () => {
  postman.close();
  await smtp.close();
});

/** What each fault must be called. Unknown is exactly what was handed over without an answer. */
const OUTCOMES: Readonly<Record<SmtpFault, Delivery['outcome']>> = {
  'no greeting': 'deferred',
  'hangs up instead of a greeting': 'deferred',
  'greets with 421': 'deferred',
  'greets with garbage': 'deferred',
  'hangs up at EHLO': 'deferred',
  'hangs up at MAIL': 'deferred',
  'defers MAIL': 'deferred',
  'refuses MAIL': 'refused',
  'hangs up at RCPT': 'deferred',
  'defers RCPT': 'deferred',
  'refuses RCPT': 'refused',
  'says 421 at RCPT and hangs up': 'deferred',
  'hangs up at DATA': 'deferred',
  'defers DATA': 'deferred',
  'refuses DATA': 'refused',
  'hangs up in the content': 'unknown',
  'hangs up after the content': 'unknown',
  'resets after the content': 'unknown',
  'is silent after the content': 'unknown',
  'defers the content': 'deferred',
  'refuses the content': 'refused',
  'answers the content with garbage': 'unknown',
  'answers the content by half': 'unknown',
  'accepts and resets': 'accepted',
  'accepts before the content': 'deferred',
  'says every yes twice': 'deferred',
  'speaks a byte at a time': 'accepted',
};

describe.each(SMTP_FAULTS)('a server that %s', (fault) => {
  test(`leaves the mail ${OUTCOMES[fault]}`, async () => {
    smtp.feel(fault);
    const fresh = smtpPostman(server, TIMES);
    const delivery = await fresh.deliver(MAIL, yes);
    fresh.close();
    await settled();
    expect(delivery.outcome).toBe(OUTCOMES[fault]);
    const mayBeRead = delivery.outcome === 'accepted' || delivery.outcome === 'unknown';
    if (smtp.taken.length > 0) expect(mayBeRead).toBe(true);
    expect(smtp.taken.length).toBeLessThanOrEqual(TAKES_THE_CONTENT.has(fault) ? 1 : 0);
  });
});

test('a mail reaches exactly its recipient', async () => {
  expect(await postman.deliver(MAIL, yes)).toMatchObject({ outcome: 'accepted', code: '250' });
  expect(smtp.taken).toMatchObject([
    {
      messageId: '<one@keel.example>',
      sender: 'accounts@keel.example',
      recipients: ['anna@acme.example'],
    },
  ]);
});

test('nothing of the mail is handed over when the question is answered no', async () => {
  const delivery = await postman.deliver(MAIL, () => Promise.resolve(false));
  await settled();
  expect(delivery.outcome).toBe('held');
  expect(smtp.taken).toEqual([]);
});

test('nothing of the mail is handed over when the question fails', async () => {
  const delivery = await postman.deliver(MAIL, () => Promise.reject(new Error('no database')));
  await settled();
  expect(delivery.outcome).toBe('held');
  expect(smtp.taken).toEqual([]);
});

test('a line that breaks while the question is asked hands nothing over', async () => {
  const fresh = smtpPostman(server, { ...TIMES, untilContentMs: 500 });
  const delivery = await fresh.deliver(MAIL, slowYes);
  fresh.close();
  await settled();
  expect(delivery.outcome).toBe('deferred');
  expect(smtp.taken).toEqual([]);
});

test('one line carries several mails, and a dead one is replaced without a word', async () => {
  const line = smtpPostman(server, TIMES);
  await line.deliver(MAIL, yes);
  await line.deliver({ ...MAIL, headerId: 'two@keel.example' }, yes);
  smtp.feel('accepts and resets');
  const other = smtpPostman(server, TIMES);
  await other.deliver({ ...MAIL, headerId: 'three@keel.example' }, yes);
  await settled();
  smtp.feel('well');
  const after = await other.deliver({ ...MAIL, headerId: 'four@keel.example' }, yes);
  expect(after.outcome).toBe('accepted');
  expect([...smtp.counts().values()]).toEqual([1, 1, 1, 1]);
  line.close();
  other.close();
});

async function slowYes(): Promise<boolean> {
  await new Promise((passed) => setTimeout(passed, 1_300));
  return true;
}

describe('a line that is not private', () => {
  const carried: string[] = [];
  const hidden = new SMTPServer({
    authOptional: true,
    onAuth: (auth, _session, done) => {
      carried.push(auth.password ?? '');
      done(null, { user: auth.username ?? '' });
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        carried.push('a mail');
        done();
      });
    },
  });
  beforeAll(() => new Promise<void>((ready) => hidden.listen(0, '127.0.0.1', ready)));
  afterAll(() => new Promise<void>((closed) => hidden.close(() => closed())));

  test.each([
    ['under a certificate that nobody vouches for', 'starttls' as const, () => portOf(hidden)],
    ['to a server that knows no TLS', 'starttls' as const, () => smtp.port],
    ['to a server that does not begin with TLS', 'tls' as const, () => smtp.port],
  ])('carries neither the password nor a mail %s', async (_how, security, portNow) => {
    const account = { user: 'keel', password: 'correct horse' };
    const private_ = smtpPostman({ ...server, ...account, security, port: portNow() }, TIMES);
    const delivery = await private_.deliver(MAIL, yes);
    private_.close();
    expect(delivery.outcome).toBe('deferred');
    expect([...carried, ...smtp.taken]).toEqual([]);
  });
});

function portOf(listening: SMTPServer): number {
  return (listening.server.address() as AddressInfo).port;
}

function settled(): Promise<void> {
  return new Promise((passed) => setTimeout(passed, 30));
}
