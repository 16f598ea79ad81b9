import { expect, test } from 'vitest';
import { aboutHowManyLines } from './line-count.ts';

test.each([
  ['camt', 'a.xml', '<Stmt><Ntry><Amt/></Ntry><Ntry x="1"></Ntry><NtryRef/></Stmt>', 2],
  ['camt with a prefix', 'a.xml', '<ns2:Ntry></ns2:Ntry>', 1],
  ['MT940', 'a.sta', ':20:X\n:61:2603020302C1,00NMSC\n:86:INV-7 :61: of\n:61:2603030303D2,00', 2],
  ['a table', 'a.csv', 'Date;Amount\n2026-03-02;1,00\n2026-03-03;2,00\n', 2],
])('the lines of %s are counted before anybody has read it', (_format, name, text, count) => {
  expect(aboutHowManyLines(name, text)).toBe(count);
});

test('a file that is no text says nothing about its lines', () => {
  expect(aboutHowManyLines('days.zip', 'PK\u0003\u0004')).toBeUndefined();
});
