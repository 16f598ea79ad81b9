import { expect, test } from 'vitest';
import { itemKeysOf } from './item-keys.ts';

test.each<[string, string | undefined, string[]]>([
  ['RE-2026-0035270', undefined, ['20260035270', '35270']],
  ['RE-2026-0035270', 'PO 4711', ['20260035270', '35270', 'PO4711']],
  ['90766695', '12', []],
  ['0090766695', undefined, ['90766695']],
  ['INV-7', undefined, []],
])('%s of the order %s is found under %j', (reference, order, keys) => {
  expect(itemKeysOf({ reference, orderReference: order })).toEqual(keys);
});

test.each<[string, string[]]>([
  ['RF18 5390 0754 7034', ['RF18539007547034']],
  ['+++090/9337/55493+++', ['90933755493']],
  ['21 00000 00003 13947 14300 09017', ['210000000003139471430009017']],
  ['+71<000000038143319+12345678<', ['7100000003814331912345678', '38143319']],
  ['INV-7', []],
])('the payment reference %s is a key: %j', (paymentReference, keys) => {
  expect(itemKeysOf({ reference: 'INV-7', paymentReference })).toEqual(keys);
});
