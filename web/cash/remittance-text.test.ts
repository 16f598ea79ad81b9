import { expect, test } from 'vitest';
import { piecesOf } from './remittance-text.tsx';

const TEXT = 'RE INV-7 and INV-8';

test('the part that was recognised stands out with what it was recognised as', () => {
  expect(piecesOf(TEXT, [evidence(3, 8, 'INV-7')])).toEqual([
    { from: 0, words: 'RE ' },
    { from: 3, words: 'INV-7', says: 'is INV-7' },
    { from: 8, words: ' and INV-8' },
  ]);
});

test('pieces come in the order of the text, and none twice', () => {
  const pieces = piecesOf(TEXT, [
    evidence(13, 18, 'INV-8'),
    evidence(3, 8, 'INV-7'),
    evidence(5, 8, 'V-7'),
  ]);
  expect(pieces.map(({ words }) => words).join('')).toBe(TEXT);
  expect(pieces.filter(({ says }) => says !== undefined)).toHaveLength(2);
});

test('evidence that is not in the text underlines nothing', () => {
  expect(piecesOf(TEXT, [evidence(null, null, 'amount'), evidence(3, 99, 'x')])).toEqual([
    { from: 0, words: TEXT },
  ]);
});

function evidence(from: number | null, until: number | null, value: string) {
  return { kind: 'reference', sentence: `is ${value}`, from, until, value };
}
