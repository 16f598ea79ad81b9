import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { BankStatementId } from '../kernel/id.ts';
import { calendarOf } from '../settings/calendar.ts';
import {
  missingSentence,
  missingStatements,
  missingTitle,
  type NumberedStatement,
} from './missing-statement.ts';

const WEEK = calendarOf({ workingWeekdays: [1, 2, 3, 4, 5], holidayCountry: '', closedDays: [] });

describe('balances that do not meet', () => {
  test('name the statement that is missing, and by how much it moved', () => {
    const [gap, ...more] = missingStatements(
      [
        statement('12/1', '2026-03-02', [0n, 50n]),
        statement('14/1', '2026-03-04', [70n, 90n]),
        statement('15/1', '2026-03-05', [90n, 95n]),
      ],
      WEEK,
    );
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ because: 'balances', difference: 20n });
    expect(gap && missingTitle(gap)).toBe('Statement 13');
  });

  test('name several, and none when the numbers do not count', () => {
    const titles = (later: string) =>
      missingStatements(
        [
          statement('2026-012', '2026-03-02', [0n, 50n]),
          statement(later, '2026-03-09', [70n, 90n]),
        ],
        WEEK,
      ).map(missingTitle);
    expect(titles('2026-016')).toEqual(['Statements 13 to 15']);
    expect(titles('2026-012')).toEqual(['A statement']);
    expect(titles('778812')).toEqual(['A statement']);
  });

  test('are gone when the missing file has come', () => {
    const all = [
      statement('12', '2026-03-02', [0n, 50n]),
      statement('13', '2026-03-03', [50n, 70n]),
      statement('14', '2026-03-04', [70n, 90n]),
    ];
    expect(missingStatements(all.toSpliced(1, 1), WEEK)).toHaveLength(1);
    expect(missingStatements(all, WEEK)).toEqual([]);
  });
});

test('balances that meet prove that nothing is missing, whatever the numbers say', () => {
  const statements = ['1', '2', '3', '4', '9'].map((number, i) =>
    statement(number, `2026-03-${String(i * 7 + 2).padStart(2, '0')}`, [50n, 50n]),
  );
  expect(missingStatements(statements, WEEK)).toEqual([]);
});

describe('without balances', () => {
  test('a number that is left out is missing', () => {
    const gaps = missingStatements(
      ['11', '12', '13', '14', '16', '17'].map((number, i) =>
        statement(number, `2026-03-0${i + 2}`),
      ),
      WEEK,
    );
    expect(gaps).toMatchObject([{ because: 'numbers', difference: undefined }]);
    expect(gaps.map(missingTitle)).toEqual(['Statement 15']);
  });

  test('numbers that never counted up say nothing', () => {
    const numbers = ['0302', '0311', '0320', '0401', '0415', '0430'];
    const days = ['2026-03-02', '2026-03-11', '2026-03-20', '2026-04-01', '2026-04-15'];
    expect(
      missingStatements(
        days.map((day, i) => statement(numbers[i] ?? '', day)),
        WEEK,
      ),
    ).toEqual([]);
  });

  test('days are missing where there is a statement for every other business day', () => {
    const daily = ['02', '03', '04', '05', '06', '09', '12', '13'];
    const gaps = missingStatements(
      daily.map((day) => statement(undefined, `2026-03-${day}`)),
      WEEK,
    );
    expect(gaps).toMatchObject([{ because: 'days', from: '2026-03-09', until: '2026-03-12' }]);
  });

  test('a weekend is nobody’s loss, and a bank may skip a day', () => {
    const daily = ['02', '03', '04', '05', '06', '09', '11'];
    expect(
      missingStatements(
        daily.map((day) => statement(undefined, `2026-03-${day}`)),
        WEEK,
      ),
    ).toEqual([]);
  });

  test('three statements are too few to tell a habit', () => {
    const few = ['02', '03', '12'].map((day) => statement(undefined, `2026-03-${day}`));
    expect(missingStatements(few, WEEK)).toEqual([]);
  });
});

test('whoever asks how fresh the bank is hears of it', () => {
  expect(missingSentence(0)).toBe('');
  expect(missingSentence(1)).toContain('One statement is missing');
  expect(missingSentence(3)).toContain('3 statements are missing');
});

function statement(
  number: string | undefined,
  on: string,
  balances?: readonly [bigint, bigint],
): NumberedStatement {
  return {
    id: `${number} ${on}` as BankStatementId,
    number,
    openingOn: toDay(on),
    opening: balances?.[0],
    closingOn: toDay(on),
    closing: balances?.[1],
  };
}
