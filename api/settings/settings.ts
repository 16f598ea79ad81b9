import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayField, dayJson, momentJson } from '../fields.ts';

/** Who changed a settings document last, shown beside it. */
const changed = {
  version: z.number(),
  changedAt: momentJson.nullable(),
  changedBy: z.string().nullable(),
};

const company = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.string().max(500),
  country: z.string().length(2),
  timeZone: z.string().max(60),
  currency: z.string().length(3),
  phone: z.string().max(60),
  email: z.string().max(254),
  signature: z.string().max(120),
  bankAccounts: z
    .array(
      z.strictObject({
        currency: z.string().length(3),
        iban: z.string().max(40),
        bic: z.string().max(11),
        bank: z.string().max(120),
      }),
    )
    .max(20),
});
export type CompanyJson = z.output<typeof company>;
/** Before anybody has said who we are, we have no name. */
const companyReply = company.extend({ name: z.string() });

export const readCompany = endpoint({
  method: 'GET',
  path: '/settings/company',
  summary: 'Who we are: what letters and pages print.',
  permission: 'settings.read',
  reply: z.object({ ...changed, company: companyReply }),
  refusals: [],
});
export const changeCompany = endpoint({
  method: 'PUT',
  path: '/settings/company',
  summary: 'Changes who we are.',
  permission: 'settings.write',
  body: z.strictObject({ company }),
  reply: z.object({ ...changed, company: companyReply }),
  refusals: ['time_zone_must_exist', 'iban_must_be_valid'],
});

const strategy = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        level: z.number().int().min(1).max(9),
        minDaysOverdue: z.number().int().min(1).max(400),
        minDaysSincePrevious: z.number().int().min(0).max(400),
        template: z.string().max(60),
        channel: z.enum(['mail']),
      }),
    )
    .min(1)
    .max(9),
  minimumAmounts: z.record(z.string().length(3), z.string().max(20)),
});
export type StrategyJson = z.output<typeof strategy>;

export const readStrategy = endpoint({
  method: 'GET',
  path: '/settings/strategy',
  summary: 'Which reminder goes out when.',
  permission: 'settings.read',
  reply: z.object({ ...changed, strategy }),
  refusals: [],
});
export const changeStrategy = endpoint({
  method: 'PUT',
  path: '/settings/strategy',
  summary: 'Changes the dunning strategy; a new version from the next decision on.',
  permission: 'collections.approve',
  body: z.strictObject({ strategy }),
  reply: z.object({ ...changed, strategy }),
  refusals: [
    'levels_must_rise_by_one',
    'step_must_follow_due_day',
    'days_must_rise_with_levels',
    'minimum_must_be_an_amount',
    'template_must_exist',
  ],
});

/** When and how often anybody may be written to. */
const contactRules = z.strictObject({
  workingWeekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  holidayCountry: z.string().max(2),
  closedDays: z.array(z.strictObject({ on: z.iso.date(), name: z.string().max(80) })).max(200),
  sendFrom: z.string().regex(/^\d\d:\d\d$/),
  sendUntil: z.string().regex(/^\d\d:\d\d$/),
  reviewMinutes: z.number().int().min(0).max(2880),
  minDaysBetweenMessages: z.number().int().min(1).max(60),
  maxBankAgeBusinessDays: z.number().int().min(0).max(30),
  promiseGraceBusinessDays: z.number().int().min(0).max(10),
  promiseHorizonDays: z.number().int().min(1).max(120),
  maxHoldDays: z.number().int().min(1).max(366),
});
export type ContactRulesJson = z.output<typeof contactRules>;

export const readContactRules = endpoint({
  method: 'GET',
  path: '/settings/contact-rules',
  summary: 'Calendar, hours, caps, and how fresh the bank data must be.',
  permission: 'settings.read',
  reply: z.object({ ...changed, contactRules }),
  refusals: [],
});
export const changeContactRules = endpoint({
  method: 'PUT',
  path: '/settings/contact-rules',
  summary: 'Changes calendar, hours, caps and the freshness limit.',
  permission: 'collections.approve',
  body: z.strictObject({ contactRules }),
  reply: z.object({ ...changed, contactRules }),
  refusals: ['hours_must_be_a_span'],
});

export const listHolidays = endpoint({
  method: 'GET',
  path: '/settings/holidays',
  summary: 'The public holidays and closed days that the calendar knows for a span.',
  permission: 'settings.read',
  query: z.strictObject({ from: dayField, until: dayField }),
  reply: z.object({ holidays: z.array(z.object({ on: dayJson, name: z.string() })) }),
  refusals: [],
});
