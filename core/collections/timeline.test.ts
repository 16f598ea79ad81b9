import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import { timelineWords, type TimelineEvent } from './timeline.ts';

const TODAY = toDay('2026-03-02');
const EVENT: TimelineEvent = {
  kind: 'note',
  what: 'note',
  text: '',
  extra: '',
  level: undefined,
  amount: undefined,
  on: undefined,
};

const LINES: readonly [Partial<TimelineEvent>, string, string][] = [
  [
    { what: 'invoice_issued', text: 'INV-7', on: toDay('2026-03-06') },
    'Invoice INV-7 issued',
    'Due Friday 6 March.',
  ],
  [{ what: 'payment', text: 'thanks' }, 'Payment received', 'thanks'],
  [{ what: 'credit_note', text: 'CN-1' }, 'Credit note CN-1 issued', ''],
  [
    {
      what: 'promise_made',
      amount: money(125_000n, toCurrency('EUR')),
      on: toDay('2026-03-06'),
      text: 'after the audit',
    },
    '€1,250.00 promised for Friday 6 March',
    'after the audit',
  ],
  [
    { what: 'dispute_opened', extra: 'INV-7', text: 'quantity_short' },
    'INV-7 disputed: quantity short',
    '',
  ],
  [
    { what: 'dispute_closed', extra: 'INV-7', text: 'valid' },
    'Dispute about INV-7 closed: the customer was right',
    '',
  ],
  [
    { what: 'hold_set', extra: 'ours_to_answer', on: toDay('2027-01-04') },
    'No reminders until Monday 4 January 2027: ours to answer',
    '',
  ],
  [{ what: 'call', extra: 'will_pay', text: 'Friday' }, 'Call: will pay', 'Friday'],
  [{ what: 'visit' }, 'Visit', ''],
  [{ what: 'message', extra: 'accepted', level: 2 }, 'Second reminder sent', ''],
  [{ what: 'message', extra: 'unknown' }, 'Message may have been sent; nobody knows yet', ''],
  [{ what: 'customers.collector_assigned' }, 'Given to another collector', ''],
];

for (const [event, title, detail] of LINES)
  test(title, () => {
    expect(timelineWords({ ...EVENT, ...event }, TODAY)).toEqual({ title, detail });
  });
