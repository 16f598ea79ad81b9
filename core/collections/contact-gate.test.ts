import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { moneyText } from '../kernel/money.ts';
import { askContactGate, CHECKS, type Restraint } from './contact-gate.ts';
import type { ContactPicture, LocalMoment, Situation } from './contact-picture.ts';
import {
  CALM,
  SETTINGS,
  TODAY,
  amountOf,
  dispute,
  examplePicture,
  hold,
  item,
  probable,
  promise,
  shortPaid,
} from './example-picture.ts';

const MORNING: LocalMoment = { day: TODAY, minutes: 10 * 60 };
const contact = examplePicture().contact;

function ask(change: Partial<ContactPicture> = {}, situation: Partial<Situation> = {}) {
  return askContactGate(examplePicture(change), { ...CALM, ...situation }, SETTINGS, MORNING);
}

/** What may be asked, item by item: 'INV-7 1250.00 EUR'. */
function askable(change: Partial<ContactPicture>): string[] {
  return ask(change).items.map(
    ({ id, askable: minor, open }) => `${id} ${moneyText({ ...open, minor })} ${open.currency}`,
  );
}

test('an overdue invoice may be asked for when nothing is in the way', () => {
  const answer = ask();
  expect(answer).toMatchObject({ mayContact: true, because: undefined });
  expect(answer.chaseable).toEqual([amountOf('1250.00')]);
  expect(answer.checks.map(({ check }) => check)).toEqual(CHECKS);
  expect(answer.checks.every(({ passed }) => passed)).toBe(true);
});

describe('nothing is said', () => {
  const twoYearsOld = { bankDataOn: toDay('2026-02-24'), bankAgeBusinessDays: 4 };
  test.each<[string, Partial<ContactPicture>, Partial<Situation>, Restraint]>([
    ['when nothing is open', { items: [] }, {}, 'nothing_overdue'],
    ['on the due day', { items: [item('INV-7', '1250.00', TODAY)] }, {}, 'nothing_overdue'],
    ['about what is paid', { items: [item('INV-7', '0.00', '2026-02-14')] }, {}, 'nothing_overdue'],
    ['to the insolvent', { insolventOn: toDay('2026-01-10') }, {}, 'insolvent'],
    ['through the last day of a hold', { holds: [hold(TODAY)] }, {}, 'dunning_hold'],
    ['while the item is on hold', { holds: [hold(TODAY, 'INV-7')] }, {}, 'dunning_hold'],
    ['about what is disputed', { disputes: [dispute('INV-7')] }, {}, 'disputed'],
    [
      'about what a payment left open, until somebody has said why',
      { shortPaid: [shortPaid('INV-7', '1250.00')] },
      {},
      'short_paid',
    ],
    ['about what is promised', { promises: [promise('1250.00', '2026-03-05')] }, {}, 'promised'],
    [
      'until the grace of a promise has passed',
      { promises: [promise('1250.00', '2026-02-27')] },
      {},
      'promised',
    ],
    [
      'about what a payment probably settles that waits for a person',
      { probablePayments: [probable('INV-7', '1250.00')] },
      {},
      'payment_to_confirm',
    ],
    [
      'about what their credit covers',
      { unallocated: [amountOf('1245.00')] },
      {},
      'unapplied_credit',
    ],
    [
      'when they have more to their credit than is open',
      { unallocated: [amountOf('1250.00')] },
      {},
      'net_credit_balance',
    ],
    [
      'about less than is worth a letter',
      { items: [item('INV-7', '9.99', '2026-02-14')] },
      {},
      'below_minimum',
    ],
    ['by machine where a person writes', { isPersonal: true }, {}, 'personal'],
    ['when nobody there is known', { contact: undefined }, {}, 'no_contact_address'],
    [
      'without an address',
      { contact: contact && { ...contact, hasAddress: false } },
      {},
      'no_contact_address',
    ],
    [
      'to who wishes no mail',
      { contact: contact && { ...contact, hasUnsubscribed: true } },
      {},
      'contact_unsubscribed',
    ],
    ['while a letter is in doubt', { hasMessageToResolve: true }, {}, 'message_to_resolve'],
    ['with bank data older than allowed', {}, twoYearsOld, 'bank_data_too_old'],
    ['twice in a day', { lastMessageOn: TODAY }, {}, 'already_contacted'],
    ['again within five days', { lastMessageOn: toDay('2026-02-26') }, {}, 'already_contacted'],
    ['while sending is stopped', {}, { sending: 'stopped' }, 'sending_stopped'],
    ['before a sender is set up', {}, { sending: 'not_set_up' }, 'sending_stopped'],
  ])('%s', (_when, change, situation, because) => {
    expect(ask(change, situation)).toMatchObject({ mayContact: false, because });
  });

  test.each<[string, LocalMoment, Restraint]>([
    ['on a Sunday', { day: toDay('2026-03-01'), minutes: 600 }, 'outside_business_day'],
    ['on a holiday there', { day: toDay('2026-04-06'), minutes: 600 }, 'outside_business_day'],
    ['before eight', { day: TODAY, minutes: 8 * 60 - 1 }, 'outside_hours'],
    ['from six in the evening', { day: TODAY, minutes: 18 * 60 }, 'outside_hours'],
  ])('%s', (_when, moment, because) => {
    expect(askContactGate(examplePicture(), CALM, SETTINGS, moment)).toMatchObject({
      mayContact: false,
      because,
    });
  });

  test('on a weekday on which the contact is closed, and outside the hours they gave', () => {
    const closed = examplePicture({ contact: contact && { ...contact, closedWeekdays: [1] } });
    expect(askContactGate(closed, CALM, SETTINGS, MORNING).because).toBe('outside_business_day');
    const late = examplePicture({ contact: contact && { ...contact, hoursFrom: 11 * 60 } });
    expect(askContactGate(late, CALM, SETTINGS, MORNING).because).toBe('outside_hours');
  });
});

test('what passes by the hour is not asked when a letter is only planned', () => {
  const answer = askContactGate(examplePicture(), { ...CALM, sending: 'stopped' }, SETTINGS);
  expect(answer.mayContact).toBe(true);
});

test('without a bank account an old ledger holds back, and a fresh one does not', () => {
  const noBank = {
    bankDataOn: undefined,
    bankAgeBusinessDays: 0,
    ledgerReadOn: toDay('2026-02-25'),
  };
  expect(ask({}, { ...noBank, ledgerAgeBusinessDays: 3 }).because).toBe('ledger_too_old');
  expect(ask({}, { ...noBank, ledgerAgeBusinessDays: 1 }).mayContact).toBe(true);
});

test('without a bank account nobody waits for its data', () => {
  const answer = ask({}, { bankDataOn: undefined, bankAgeBusinessDays: 0 });
  expect(answer.mayContact).toBe(true);
});

test('the first check that fails is the reason', () => {
  const answer = ask({ isPersonal: true, contact: undefined }, { sending: 'stopped' });
  expect(answer.because).toBe('personal');
  expect(answer.checks.filter(({ passed }) => !passed).length).toBe(3);
});

describe('the chaseable remainder', () => {
  const three = [
    item('OLD', '100.00', '2026-01-10'),
    item('MID', '200.00', '2026-02-10'),
    item('NEW', '300.00', '2026-03-20'),
  ];

  test('leaves out what is not due', () => {
    expect(askable({ items: three })).toEqual(['OLD 100.00 EUR', 'MID 200.00 EUR', 'NEW 0.00 EUR']);
  });

  test('leaves out a disputed part, and the rest is asked for', () => {
    const disputes = [dispute('MID', '50.00')];
    expect(askable({ items: three, disputes }).slice(0, 2)).toEqual([
      'OLD 100.00 EUR',
      'MID 150.00 EUR',
    ]);
  });

  test('leaves out what is still to come of a promise that names an item', () => {
    const promises = [promise('150.00', '2026-03-05', { items: { MID: '150.00' } })];
    expect(askable({ items: three, promises }).slice(0, 2)).toEqual([
      'OLD 100.00 EUR',
      'MID 50.00 EUR',
    ]);
  });

  test('gives a promise that names nothing to the oldest, less what was paid since', () => {
    const promises = [promise('250.00', '2026-03-05', { paid: '100.00' })];
    expect(askable({ items: three, promises }).slice(0, 2)).toEqual([
      'OLD 0.00 EUR',
      'MID 150.00 EUR',
    ]);
  });

  test('sets credit against the oldest first', () => {
    expect(askable({ items: three, unallocated: [amountOf('120.00')] }).slice(0, 2)).toEqual([
      'OLD 0.00 EUR',
      'MID 180.00 EUR',
    ]);
  });

  test('leaves out what a payment probably settles, and counts the same money once', () => {
    const unallocated = [amountOf('200.00')];
    const probablePayments = [probable('MID', '200.00', { isTheirs: true })];
    expect(askable({ items: three, unallocated, probablePayments }).slice(0, 2)).toEqual([
      'OLD 100.00 EUR',
      'MID 0.00 EUR',
    ]);
    const ofNobody = [probable('MID', '150.00')];
    expect(askable({ items: three, unallocated, probablePayments: ofNobody }).slice(0, 2)).toEqual([
      'OLD 0.00 EUR',
      'MID 0.00 EUR',
    ]);
  });

  test('never sets a credit in one currency against a debt in another', () => {
    const items = [item('OLD', '100.00', '2026-01-10'), item('USD', '80.00 USD', '2026-01-12')];
    const answer = ask({ items, unallocated: [amountOf('60.00 USD')] });
    expect(answer.chaseable).toEqual([amountOf('100.00 EUR'), amountOf('20.00 USD')]);
  });

  test('a hold and a dispute of the same item count once', () => {
    const answer = ask({
      items: three,
      holds: [hold('2026-03-10', 'OLD')],
      disputes: [dispute('OLD')],
    });
    expect(answer.items[0]?.exclusions).toEqual([
      { reason: 'dunning_hold', amount: 10000n, on: toDay('2026-03-10') },
    ]);
  });

  test('a hold that has ended, was lifted or begins later holds nothing', () => {
    const ended = hold('2026-03-01');
    const lifted = { ...hold('2026-03-09'), isLifted: true };
    const later = hold('2026-03-09', undefined, toDay('2026-03-03'));
    expect(ask({ items: three, holds: [ended, lifted, later] }).mayContact).toBe(true);
  });

  test('two disputes of one item take no more than all of it', () => {
    const disputes = [
      dispute('OLD', '70.00'),
      { ...dispute('OLD', '60.00'), id: 'another' as Id<'dispute'> },
    ];
    expect(askable({ items: three, disputes })[0]).toBe('OLD 0.00 EUR');
  });
});
