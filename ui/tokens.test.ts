import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** What docs/design-language.md promises about contrast, measured on the tokens themselves. */

const TOKENS = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const SURFACES = ['page', 'sheet', 'inset'];
const WASHES = ['accent-wash', 'ours-wash', 'paid-wash', 'overdue-wash'];
const STATES = ['overdue', 'promised', 'disputed', 'ours', 'held', 'paid'];
const AA = 4.5;
const AAA = 7;
const EDGE = 3;

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  test('what is read reaches AAA on every surface, amounts included', () => {
    expect(below(AAA, theme, ['ink'], [...SURFACES, ...WASHES])).toEqual([]);
  });

  test('what explains reaches AAA on page and sheet, and AA everywhere', () => {
    expect(below(AAA, theme, ['ink-soft'], ['page', 'sheet'])).toEqual([]);
    expect(below(AA, theme, ['ink-soft', 'ink-faint'], [...SURFACES, ...WASHES])).toEqual([]);
  });

  test('states and the accent can be read as words on every surface', () => {
    expect(below(AA, theme, [...STATES, 'accent'], [...SURFACES, ...WASHES])).toEqual([]);
    expect(below(AA, theme, ['on-accent'], ['accent', 'accent-strong'])).toEqual([]);
  });

  test('the edge of a field can be seen', () => {
    expect(below(EDGE, theme, ['edge'], SURFACES)).toEqual([]);
  });

  test('neighbouring ages differ in lightness, not in hue alone', () => {
    const ages = [1, 2, 3, 4, 5].map((age) => luminance(colour(`age-${age}`, theme)));
    const steps = ages.slice(1).map((age, place) => contrast(age, ages[place] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(1.2);
  });
});

type Theme = 'light' | 'dark';

function below(
  least: number,
  theme: Theme,
  inks: readonly string[],
  surfaces: readonly string[],
): string[] {
  return inks.flatMap((ink) =>
    surfaces.flatMap((surface) => {
      const reached = contrast(luminance(colour(ink, theme)), luminance(colour(surface, theme)));
      return reached < least ? [`${ink} on ${surface}: ${reached.toFixed(2)}`] : [];
    }),
  );
}

function colour(token: string, theme: Theme): string {
  const found = new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS);
  const value = found?.[theme === 'light' ? 1 : 2];
  if (value === undefined) throw new Error(`tokens.css has no colour --${token}`);
  return value;
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
