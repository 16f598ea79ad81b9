import { expect, test } from 'vitest';
import { acceptContact, type ContactDraft } from './contact.ts';

const LARSEN: ContactDraft = {
  name: ' Anna Larsen ',
  email: ' a.larsen@acme.example ',
  isPrimary: true,
};

test('a contact has a name without blanks around it and one plain address', () => {
  expect(acceptContact(LARSEN)).toEqual({
    accepted: true,
    value: { name: 'Anna Larsen', email: 'a.larsen@acme.example', isPrimary: true },
  });
});

test('a contact may have no address', () => {
  expect(acceptContact({ ...LARSEN, email: '' })).toMatchObject({ value: { email: undefined } });
});

test.each([
  ['two addresses', { email: 'a@acme.example, b@acme.example' }, 'address_must_be_valid'],
  [
    'a line break in the address',
    { email: 'a@acme.example\nBcc: x@y.example' },
    'address_must_be_valid',
  ],
  ['hours that end first', { hoursFrom: '16:00', hoursUntil: '09:00' }, 'hours_must_be_a_span'],
])('%s', (_what, change, reason) => {
  expect(acceptContact({ ...LARSEN, ...change })).toMatchObject({ accepted: false, reason });
});
