import { expect, test } from 'vitest';
import { itemKeysOf } from './item-keys.ts';

test.each<[string, string | undefined, string[]]>([
  ['RE-2026-0035270', undefined, ['20260035270', '35270']],
  ['RE-2026-0035270', 'PO 4711', ['20260035270', '35270', 'PO4711']],
  ['90766695', '12', []],
  ['0090766695', undefined, ['90766695']],
  ['INV-7', undefined, []],
])('%s of the order %s is found under %j', (reference, order, keys) => {
  expect(itemKeysOf(reference, order)).toEqual(keys);
});
