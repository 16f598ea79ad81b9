/** A whole number below the one given. */
export type Chance = (below: number) => number;

/** The same numbers every time, others for each seed. */
export function chances(seed: number): Chance {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) >>> 0;
    return (state >>> 4) % below;
  };
}
