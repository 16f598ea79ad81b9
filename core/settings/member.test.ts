import { expect, test } from 'vitest';
import { acceptDisabling, acceptRole, type Member } from './member.ts';
import { may, mayGive, parseRole, ROLES } from './permissions.ts';

const member = (role: Member['role']): Member => ({
  userId: 'u1',
  name: 'Ben',
  email: 'ben@keel.example',
  role,
  isDisabled: false,
});

test.each([
  ['an owner makes an owner', 'owner', 'collector', 'owner', undefined],
  ['a manager makes a manager', 'manager', 'clerk', 'manager', undefined],
  ['a manager makes no owner', 'manager', 'clerk', 'owner', 'role_must_not_exceed_own'],
  [
    'a manager takes nothing from an owner',
    'manager',
    'owner',
    'clerk',
    'role_must_not_exceed_own',
  ],
  ['a collector gives nothing', 'collector', 'clerk', 'viewer', 'role_must_not_exceed_own'],
] as const)('%s', (_what, by, from, to, refusal) => {
  const outcome = acceptRole(by, member(from), to, 1);
  expect(outcome.accepted ? undefined : outcome.reason).toBe(refusal);
});

test('the last owner stays one', () => {
  expect(acceptRole('owner', member('owner'), 'manager', 0)).toMatchObject({
    reason: 'an_owner_must_remain',
  });
  expect(acceptRole('owner', member('owner'), 'owner', 0).accepted).toBe(true);
  expect(acceptDisabling('owner', member('owner'), 0)).toMatchObject({
    reason: 'an_owner_must_remain',
  });
  expect(acceptDisabling('owner', member('owner'), 1).accepted).toBe(true);
});

test('a manager disables nobody above', () => {
  expect(acceptDisabling('manager', member('owner'), 1)).toMatchObject({
    reason: 'role_must_not_exceed_own',
  });
  expect(acceptDisabling('manager', member('collector'), 1).accepted).toBe(true);
});

test('everybody may look; a viewer may nothing else', () => {
  const rooms = ['settings', 'customers', 'messaging', 'ledger', 'disputes', 'cash', 'collections'];
  for (const room of rooms) {
    for (const role of ROLES) expect(may(role, `${room}.read`)).toBe(true);
    expect(may('viewer', `${room}.write`)).toBe(false);
    expect(may('viewer', `${room}.approve`)).toBe(false);
    expect(may('owner', `${room}.approve`)).toBe(true);
  }
});

test('whoever may decide may change, and whoever may change may look', () => {
  const rooms = ['settings', 'customers', 'messaging', 'ledger', 'disputes', 'cash', 'collections'];
  for (const room of rooms)
    for (const role of ROLES) {
      if (may(role, `${room}.approve`)) expect(may(role, `${room}.write`)).toBe(true);
      if (may(role, `${room}.write`)) expect(may(role, `${room}.read`)).toBe(true);
    }
});

test('a permission or role that does not exist is nobody’s', () => {
  expect(may('owner', 'kitchen.write')).toBe(false);
  expect(may('owner', 'constructor.read')).toBe(false);
  expect(may('owner', 'ledger.toString' as 'ledger.read')).toBe(false);
  expect(parseRole('root')).toBeUndefined();
  expect(mayGive('viewer', 'viewer')).toBe(false);
});
