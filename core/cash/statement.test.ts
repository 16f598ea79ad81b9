import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { BankStatementId } from '../kernel/id.ts';
import { addsUp, statementGaps, type StatementPlace } from './statement.ts';

test('a statement adds up when opening and lines make the closing balance', () => {
  expect(addsUp({ opening: 100n, closing: 130n }, [50n, -20n])).toBe(true);
  expect(addsUp({ opening: 100n, closing: 130n }, [50n])).toBe(false);
  expect(addsUp({ opening: undefined, closing: 130n }, [50n])).toBeUndefined();
});

test('statements that follow on have no gap, also over days without movements', () => {
  const statements = [
    statement('1', '2026-03-01', 0n, '2026-03-02', 50n),
    statement('2', '2026-03-02', 50n, '2026-03-03', 70n),
    statement('3', '2026-03-09', 70n, '2026-03-10', 10n),
  ];
  expect(statementGaps(statements)).toEqual([]);
  expect(statementGaps(statements.toReversed())).toEqual([]);
});

test('a missing day is a gap, with the days and the money that are missing', () => {
  const statements = [
    statement('1', '2026-03-01', 0n, '2026-03-02', 50n),
    statement('3', '2026-03-03', 70n, '2026-03-04', 90n),
  ];
  expect(statementGaps(statements)).toEqual([
    { after: '1', before: '3', from: '2026-03-02', until: '2026-03-04', difference: 20n },
  ]);
});

test('a month over its days, a day twice and a day in steps are no gaps', () => {
  const statements = [
    statement('month', '2026-03-01', 0n, '2026-03-31', 100n),
    statement('day', '2026-03-15', 40n, '2026-03-15', 60n),
    statement('morning', '2026-04-01', 100n, '2026-04-01', 120n),
    statement('so far', '2026-04-01', 100n, '2026-04-01', 150n),
    statement('next', '2026-04-02', 120n, '2026-04-02', 130n),
  ];
  expect(statementGaps(statements)).toEqual([]);
});

test('statements without balances or days prove no gap', () => {
  const statements = [
    statement('1', '2026-03-01', 0n, '2026-03-02', 50n),
    { ...statement('2', '2026-03-05', 0n, '2026-03-06', 0n), opening: undefined },
    { ...statement('3', '2026-03-05', 0n, '2026-03-06', 0n), closingOn: undefined },
  ];
  expect(statementGaps(statements)).toEqual([]);
});

function statement(
  id: string,
  openingOn: string,
  opening: bigint,
  closingOn: string,
  closing: bigint,
): StatementPlace {
  return {
    id: id as BankStatementId,
    openingOn: toDay(openingOn),
    opening,
    closingOn: toDay(closingOn),
    closing,
  };
}
