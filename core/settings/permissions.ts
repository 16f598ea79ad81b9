/** What a person or a key may do here. Each role holds the rights of its column, and no others. */
export type Role = 'owner' | 'manager' | 'collector' | 'clerk' | 'viewer';

export const ROLES: readonly Role[] = ['owner', 'manager', 'collector', 'clerk', 'viewer'];

/** `room.right`: look, change, or decide what others may not decide alone. */
export type Right = 'read' | 'write' | 'approve';
export type Permission = `${string}.${Right}`;

const EVERYONE: readonly Role[] = ROLES;
const LEADERS: readonly Role[] = ['owner', 'manager'];

/** Room by room, left to right: who may look, who may change, who may decide. */
const MATRIX: Readonly<Record<string, Readonly<Record<Right, readonly Role[]>>>> = {
  settings: { read: EVERYONE, write: LEADERS, approve: ['owner'] },
  customers: {
    read: EVERYONE,
    write: ['owner', 'manager', 'collector', 'clerk'],
    approve: LEADERS,
  },
  messaging: { read: EVERYONE, write: ['owner', 'manager', 'collector'], approve: LEADERS },
  ledger: { read: EVERYONE, write: ['owner', 'manager', 'clerk'], approve: LEADERS },
  disputes: { read: EVERYONE, write: ['owner', 'manager', 'collector', 'clerk'], approve: LEADERS },
  cash: { read: EVERYONE, write: ['owner', 'manager', 'clerk'], approve: LEADERS },
  credit: { read: EVERYONE, write: LEADERS, approve: LEADERS },
  collections: { read: EVERYONE, write: ['owner', 'manager', 'collector'], approve: LEADERS },
  insight: { read: EVERYONE, write: LEADERS, approve: LEADERS },
};

/** A permission that the matrix does not know is held by nobody. */
export function may(role: Role, permission: Permission): boolean {
  const [room = '', right = ''] = permission.split('.');
  const rights = Object.hasOwn(MATRIX, room) ? MATRIX[room] : undefined;
  if (!rights || !Object.hasOwn(rights, right)) return false;
  return rights[right as Right].includes(role);
}

/** Everything that a role may do, for a screen that shows what it cannot and says so. */
export function permissionsOf(role: Role): Permission[] {
  return Object.entries(MATRIX).flatMap(([room, rights]) =>
    Object.keys(rights)
      .map((right): Permission => `${room}.${right as Right}`)
      .filter((permission) => may(role, permission)),
  );
}

export function parseRole(text: string): Role | undefined {
  return ROLES.find((role) => role === text);
}

/** A manager may not make owners, nor change one: rights grow only from above. */
export function mayGive(giver: Role, role: Role): boolean {
  return giver === 'owner' || (giver === 'manager' && role !== 'owner');
}
