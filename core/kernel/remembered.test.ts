import { expect, test } from 'vitest';
import { rememberedIn } from './remembered.ts';

test('each key is answered once in a world, also when the answer is nothing', () => {
  const asked: string[] = [];
  const answer = rememberedIn((key: string, world: Record<string, string>) => {
    asked.push(key);
    return world[key];
  });
  const world = { one: 'first' };
  const answers = ['one', 'none', 'one', 'none'].map((key) => answer(key, world));
  expect(answers).toEqual(['first', undefined, 'first', undefined]);
  expect(asked).toEqual(['one', 'none']);
});

test('worlds that are equal are two', () => {
  const answer = rememberedIn((key: string, world: { text: string }) => key + world.text);
  const [here, there] = [{ text: ' here' }, { text: ' here' }];
  answer('one', here);
  there.text = ' there';
  expect([answer('one', here), answer('one', there)]).toEqual(['one here', 'one there']);
});
