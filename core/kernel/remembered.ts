/**
 * Answers each key once within a world, such as the books of a run, and forgets with it. For
 * answers that depend on nothing that changes in either.
 */
export function rememberedIn<World extends object, Key, Answer>(
  answer: (key: Key, world: World) => Answer,
): (key: Key, world: World) => Answer {
  const worlds = new WeakMap<World, Map<Key, Answer>>();
  return (key, world) => {
    let known = worlds.get(world);
    if (!known) worlds.set(world, (known = new Map()));
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Answer;
    const found = answer(key, world);
    known.set(key, found);
    return found;
  };
}
