import styles from './age-strip.module.css';

export const AGES = ['not due', '1–30 days over', '31–60', '61–90', 'over 90'] as const;

const WIDTH = 64;
const HEIGHT = 8;

/** How old the open amount is, in five depths of one hue; the same sentence for the ear. */
export function AgeStrip({ of }: { readonly of: readonly number[] }) {
  const total = of.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return null;
  const said = agesSaid(of, total);
  const parts = of.map((part, age) => ({
    age,
    width: (part / total) * WIDTH,
    x: (of.slice(0, age).reduce((sum, younger) => sum + younger, 0) / total) * WIDTH,
  }));
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={said}
    >
      <title>{said}</title>
      {parts
        .filter(({ width }) => width > 0)
        .map(({ age, x, width }) => (
          <rect key={age} className={styles[`age${age + 1}`]} x={x} width={width} height={HEIGHT} />
        ))}
    </svg>
  );
}

/** 'Age of what is open: not due 40 %, 1–30 days over 60 %' */
export function agesSaid(of: readonly number[], total: number): string {
  const parts = of.flatMap((part, age) =>
    part > 0 ? [`${AGES[age] ?? 'older'} ${Math.round((part / total) * 100)} %`] : [],
  );
  return `Age of what is open: ${parts.join(', ')}`;
}
