import { describe, expect, test } from 'vitest';
import { packed } from '../packed.ts';
import { readRemittances } from './read-message.ts';

const HEAD = [
  'Return-Path: <pay@acme.example>',
  'From: Accounts <pay@acme.example>',
  'To: ar@keel.example',
  'Subject: =?utf-8?q?Zahlungsavis_M=C3=A4rz?=',
  'Message-ID: <1@acme.example>',
  'MIME-Version: 1.0',
];
const LIST = 'Invoice number;Paid amount;Currency\nINV-1;100.00;EUR\nINV-2;20.50;EUR\n';

describe('an archive', () => {
  const lists: [string, Uint8Array][] = ['one.csv', 'two.csv'].map((name) => [name, encode(LIST)]);

  test('may hold several advices, and what is none is named', async () => {
    const bytes = packed([...lists, ['terms.txt', encode('Our terms.')]]);
    expect(await readRemittances({ name: 'a.zip', bytes })).toMatchObject({
      readable: true,
      advices: [{ name: 'one.csv' }, { name: 'two.csv', advice: { lines: [{}, {}] } }],
      unread: [{ name: 'terms.txt' }],
    });
  });

  test('may hang on a mail; a damaged one stops no other attachment', async () => {
    const zip = (bytes: Uint8Array) =>
      ['application/zip; name="a.zip"', Buffer.from(bytes).toString('base64'), 'base64'] as const;
    const whole = packed(lists);
    const reading = await read(mixed(zip(whole), zip(whole.subarray(0, 60))));
    expect(reading).toMatchObject({
      advices: [{ name: 'one.csv' }, { name: 'two.csv' }],
      unread: [{ name: 'a.zip', refusal: { what: 'the archive is damaged' } }],
    });
  });

  test('of nothing, or of too many files, is refused', async () => {
    const many = packed(Array.from({ length: 51 }, (_, at) => [`${at}.csv`, encode(LIST)]));
    for (const bytes of [packed([['folder/', encode('')]]), many])
      expect(await readRemittances({ name: 'a.zip', bytes })).toMatchObject({
        readable: false,
        refusal: { advice: 'Send one with 1 to 50 advices.' },
      });
  });
});

describe('a mail', () => {
  test('with a list that hangs on it says what the list says, under its name', async () => {
    const reading = await read(
      mixed(
        ['text/plain', 'Please find our advice attached.\r\nKind regards'],
        ['text/csv; name="avis.csv"', btoa(LIST), 'base64'],
        ['image/png; name="logo.png"', btoa('picture'), 'base64'],
      ),
    );
    expect(reading).toMatchObject({
      readable: true,
      advices: [
        { name: 'avis.csv', advice: { format: 'csv', lines: [{ reference: 'INV-1' }, {}] } },
      ],
      unread: [],
    });
  });

  test('may carry several, and what is none is named', async () => {
    const reading = await read(
      mixed(
        ['text/csv; name="one.csv"', LIST],
        ['text/csv; name="two.csv"', LIST.replaceAll('INV-', 'CN-')],
        ['application/pdf; name="terms.pdf"', 'Our terms.'],
      ),
    );
    expect(reading).toMatchObject({ advices: [{ name: 'one.csv' }, { name: 'two.csv' }] });
    expect(reading).toMatchObject({ unread: [{ name: 'terms.pdf' }] });
  });

  test('may call what hangs on it as it likes: signs that no list can show are left out', async () => {
    const reading = await read(mixed(['text/csv; name="=?utf-8?q?a=00b=0Ac.csv?="', LIST]));
    expect(reading).toMatchObject({ advices: [{ name: 'a b c.csv' }] });
  });

  test('that was forwarded is opened', async () => {
    const inner = mixed(['text/csv; name="avis.csv"', LIST]);
    expect(await read(mixed(['message/rfc822', inner]))).toMatchObject({
      advices: [{ name: 'avis.csv' }],
    });
  });

  test('without an attachment says it itself, also in a table of HTML', async () => {
    const rows = ['INV-1|100.00 EUR', 'INV-2|20.50 EUR'].map(
      (row) =>
        `<tr>${row
          .split('|')
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    );
    const html =
      '<html><head><style>td{color:red}</style></head><body><p>We paid:</p>' +
      `<table><tr><th>Invoice&nbsp;number</th><th>Paid amount</th></tr>${rows.join('')}</table></body></html>`;
    const reading = await read(
      [...HEAD, 'Content-Type: text/html; charset=utf-8', '', html].join('\r\n'),
    );
    expect(reading).toMatchObject({
      readable: true,
      advices: [
        {
          name: 'mail.eml',
          advice: {
            lines: [
              { reference: 'INV-1', amount: { minor: 10_000n } },
              { reference: 'INV-2', amount: { minor: 2_050n } },
            ],
          },
        },
      ],
    });
  });

  test('that says nothing of a payment is refused with the reason', async () => {
    expect(await read(mixed(['text/plain', 'Hello, how are you?']))).toMatchObject({
      readable: false,
      refusal: {
        what: expect.stringMatching(/^neither the mail nor what hangs on it is an advice: /),
      },
    });
  });

  test('with attachments without end is refused', async () => {
    const parts = Array.from({ length: 31 }, (_, at) => ['text/csv; name="a.csv"', `${LIST}${at}`]);
    expect(await read(mixed(...parts))).toMatchObject({
      refusal: { what: 'the mail has more than 30 attachments' },
    });
  });

  test('of parts within parts without end is answered', async () => {
    let body = LIST;
    for (let depth = 0; depth < 300; depth += 1)
      body = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${body}\r\n`;
    expect(await read(`${HEAD.join('\r\n')}\r\n${body}`)).toMatchObject({ readable: false });
  });
});

test.each([
  ['a table', LIST],
  [
    'a text that begins like a mail',
    'From: Acme\nInvoice number   Paid amount\nINV-1   100.00 EUR\n',
  ],
])('%s is read as before', async (_what, text) => {
  expect(await read(text)).toMatchObject({ advices: [{ name: 'mail.eml' }] });
});

function mixed(...parts: readonly (readonly string[])[]): string {
  const written = parts.map(([type, content, encoding = '8bit']) =>
    ['--part', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', content].join(
      '\r\n',
    ),
  );
  return [
    ...HEAD,
    'Content-Type: multipart/mixed; boundary=part',
    '',
    ...written,
    '--part--',
    '',
  ].join('\r\n');
}

function read(text: string) {
  return readRemittances({ name: 'mail.eml', bytes: encode(text) });
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
