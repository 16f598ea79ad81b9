import { expect, test } from 'vitest';
import { piecesOf } from './remittance-text.tsx';

const TEXT = 'RE INV-7 and INV-8';

test('the part that was recognised stands out with what it was recognised as', () => {
  const found = evidence(3, 8, 'INV-7');
  expect(piecesOf(TEXT, [found])).toEqual([
    { from: 0, words: 'RE ' },
    { from: 3, words: 'INV-7', found },
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
  expect(pieces.filter(({ found }) => found !== undefined)).toHaveLength(2);
});

test('evidence that is not in the text underlines nothing', () => {
  expect(piecesOf(TEXT, [evidence(null, null, 'amount'), evidence(3, 99, 'x')])).toEqual([
    { from: 0, words: TEXT },
  ]);
});

test('each text shows what was found in it, and nothing of the other', () => {
  const inStructured = { ...evidence(0, 4, 'RF18'), where: 'structured' as const };
  expect(piecesOf(TEXT, [inStructured])).toEqual([{ from: 0, words: TEXT }]);
  expect(piecesOf('RF18', [inStructured], 'structured')).toHaveLength(1);
});

function evidence(from: number | null, until: number | null, value: string) {
  const sentence = `is ${value}`;
  const where = 'remittance' as const;
  return { kind: 'reference', sentence, voice: 'for' as const, from, until, value, where };
}
