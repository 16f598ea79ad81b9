/**
 * Answers each key once within a world, such as the books of a run, and forgets with it. For
 * answers that depend on nothing that changes in either. `sameAs`: keys of which it is the same
 * have the same answer.
 */
export function rememberedIn<World extends object, Key, Answer>(
  answer: (key: Key, world: World) => Answer,
  sameAs: (key: Key) => unknown = (key) => key,
): (key: Key, world: World) => Answer {
  const worlds = new WeakMap<World, Map<unknown, Answer>>();
  return (key, world) => {
    let known = worlds.get(world);
    if (!known) worlds.set(world, (known = new Map()));
    const same = sameAs(key);
    const before = known.get(same);
    if (before !== undefined || known.has(same)) return before as Answer;
    const found = answer(key, world);
    known.set(same, found);
    return found;
  };
}
