import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  readUploadedBankFile,
  readUploadedInvoice,
  readUploadedRemittances,
  readUploadedTable,
} from './file-reader.ts';
import { withoutPersonalData } from './log.ts';
import { readInOwnProcess, type FileRequest } from './reading-process.ts';

/** Which processes this one has started, where the machine tells. */
const CHILDREN = `/proc/${process.pid}/task/${process.pid}/children`;

const STATEMENT =
  ':20:1\n:25:12345678\n:28C:1\n:60F:C260302EUR10,00\n:61:260302C5,00NTRFNONREF\n:62F:C260302EUR15,00\n-\n';

test('an uploaded bank file is read in a process of its own, its amounts as exact as before', async () => {
  const reading = await readUploadedBankFile(encode(STATEMENT));
  expect(reading).toMatchObject({
    readable: true,
    file: {
      format: 'mt940',
      statements: [{ lines: [{ amount: { money: { minor: 500n, currency: 'EUR' } } }] }],
    },
  });
});

test('an uploaded table is read in a process of its own', async () => {
  expect(await readUploadedTable(encode('A;B\n1;2\n'))).toMatchObject({
    readable: true,
    table: { rows: [['1', '2']] },
  });
});

test('an uploaded invoice is read in a process of its own', async () => {
  const invoice = '<CreditNote><ID>CN-7</ID><IssueDate>2026-03-02</IssueDate></CreditNote>';
  expect(await readUploadedInvoice(encode(invoice))).toMatchObject({
    readable: true,
    invoice: { number: 'CN-7', kind: 'credit_note', issuedOn: '2026-03-02' },
  });
});

test('an uploaded remittance advice is read in a process of its own, its amounts as exact as before', async () => {
  const advice = 'Invoice number;Amount paid;Currency\nINV-1;1.250,00;EUR\nINV-2;9,50;EUR\n';
  expect(await readUploadedRemittances({ name: 'a.csv', bytes: encode(advice) })).toMatchObject({
    readable: true,
    advices: [
      {
        name: 'a.csv',
        advice: { lines: [{ reference: 'INV-1', amount: { minor: 125_000n } }, {}] },
      },
    ],
  });
});

test('what cannot be read is refused with advice', async () => {
  expect(await readUploadedBankFile(encode('Dear all'))).toMatchObject({ readable: false });
});

test('a file that takes too long is refused, and its process ends', async () => {
  const many = encode(`Number;Name\n${'1;Acme\n'.repeat(1_000_000)}`);
  expect(await readUploadedTable(many, {}, { deadlineMs: 50, memoryMb: 512 })).toMatchObject({
    readable: false,
    refusal: { what: 'reading takes longer than 0.05 seconds' },
  });
});

test('a file that needs too much memory is refused, and the server lives', async () => {
  const many = encode(`Number;Name\n${'1;Acme\n'.repeat(1_500_000)}`);
  expect(await readUploadedTable(many, {}, { deadlineMs: 60_000, memoryMb: 24 })).toMatchObject({
    readable: false,
    refusal: { what: 'reading needs more than 24 MB of memory' },
  });
});

test.skipIf(!existsSync(CHILDREN))('a reader that the machine ends refuses its file', async () => {
  const before = childrenNow();
  const reading = readUploadedBankFile(encode(STATEMENT));
  const reader = childrenNow().find((pid) => !before.includes(pid));
  process.kill(Number(reader), 'SIGKILL');
  expect(await reading).toMatchObject({
    readable: false,
    refusal: { what: 'reading was broken off by the machine (SIGKILL)' },
  });
});

function childrenNow(): string[] {
  return readFileSync(CHILDREN, 'utf8').split(' ');
}

test('many uploads at once are all read', async () => {
  const readings = await Promise.all(
    Array.from({ length: 5 }, () => readUploadedBankFile(encode(STATEMENT))),
  );
  expect(readings.map(({ readable }) => readable)).toEqual([true, true, true, true, true]);
});

test('a mistake in a reader is told by its place, and not in words that may be out of the file', async () => {
  const request: FileRequest = { kind: 'invoice', bytes: 'Dear Ms Abel' as never };
  const failed = readInOwnProcess(request, { deadlineMs: 60_000, memoryMb: 512 });
  await expect(failed).rejects.toThrow('Expected: an answer of the reader, which ended with 1');
  const error = await failed.catch((one: unknown) => one);
  const logged = JSON.stringify(withoutPersonalData(error));
  expect(logged).toMatch(/at readInvoice|at readingOf/);
  expect(logged).not.toMatch(/Abel/);
});

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
