/** Chance that always falls the same way: the demo company is the same on every machine. */
export type Chance = {
  /** From 0 inclusive to 1 exclusive. */
  share(): number;
  /** A whole number between both ends, inclusive. */
  between(from: number, until: number): number;
  oneOf<Thing>(things: readonly Thing[]): Thing;
  /** Around `mean`, by about `spread`, as days of delay are. */
  around(mean: number, spread: number): number;
};

/** Mulberry32, by Tommy Ettinger, in the public domain: good enough to look like life. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, until: number) => from + Math.floor(share() * (until - from + 1));
  return {
    share,
    between,
    oneOf: (things) => {
      const thing = things[between(0, things.length - 1)];
      if (thing === undefined) throw new Error('Expected: something to choose from');
      return thing;
    },
    around: (mean, spread) => Math.round(mean + (share() + share() + share() - 1.5) * spread),
  };
}
