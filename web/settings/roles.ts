import { roleField } from '@goodterms/api/settings/members.ts';

export type Role = (typeof roleField.options)[number];

export const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'owner', label: 'Owner: everything' },
  { value: 'manager', label: 'Manager: approves and changes rules' },
  { value: 'collector', label: 'Collector: talks to customers' },
  { value: 'clerk', label: 'Clerk: applies cash' },
  { value: 'viewer', label: 'Viewer: reads' },
];

export function roleOf(text: string): Role {
  return roleField.options.find((role) => role === text) ?? 'viewer';
}
