import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayField, doneReply, idField, momentJson, pageFields } from '../fields.ts';

/** By what rates are told apart. A method is the kind of payment, as the bank names it. */
export const RATES_BY = ['customer', 'method', 'tier'] as const;

const matchRate = z.object({
  /** A customer's id, a method, a tier; null where nobody knows. */
  key: z.string().nullable(),
  name: z.string(),
  /** Payments that came in the span, without those that are no receivables. */
  lines: z.number(),
  byThemselves: z.number(),
  confirmed: z.number(),
  byHand: z.number(),
  onAccount: z.number(),
  waiting: z.number(),
  /** Of all payments, how many were settled by themselves and stayed so. */
  matchRate: z.number().nullable(),
  /** Matches of the rule that a person took back. */
  falseMatches: z.number(),
  /** Of all matches of the rule, how many a person took back. */
  falseMatchRate: z.number().nullable(),
});
export type MatchRateJson = z.output<typeof matchRate>;

export const listMatchRates = endpoint({
  method: 'GET',
  path: '/match-rates',
  summary: 'How many payments found their items by themselves, and how many of those were wrong.',
  permission: 'cash.read',
  query: z.strictObject({
    ...pageFields,
    by: z.enum(RATES_BY).optional(),
    from: dayField.optional(),
    until: dayField.optional(),
  }),
  reply: z.object({ rows: z.array(matchRate), nextCursor: z.string().nullable() }),
  refusals: [],
});

export const listMatchTiers = endpoint({
  method: 'GET',
  path: '/match-tiers',
  summary: 'Every tier of the matching rule with its record, and whether it applies by itself.',
  permission: 'cash.read',
  reply: z.object({
    targetPrecision: z.number(),
    rows: z.array(
      z.object({
        tier: z.string(),
        sentence: z.string(),
        state: z.enum(['applies', 'suspended', 'below_target']),
        expectedPrecision: z.number(),
        right: z.number(),
        wrong: z.number(),
        rightSinceWrong: z.number(),
        lastWrongAt: momentJson.nullable(),
        /** Matches of the rule that are in force. */
        matches: z.number(),
      }),
    ),
  }),
  refusals: [],
});

export const listPayerAliases = endpoint({
  method: 'GET',
  path: '/payer-aliases',
  summary: 'Under which names customers pay, as people have confirmed or refused it.',
  permission: 'cash.read',
  query: z.strictObject({ ...pageFields, search: z.string().max(100).optional() }),
  reply: z.object({
    rows: z.array(
      z.object({
        payerKey: z.string(),
        customer: z.object({ id: z.string(), name: z.string() }),
        confirmed: z.number(),
        refused: z.number(),
        changedAt: momentJson,
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});
export const forgetPayerAlias = endpoint({
  method: 'DELETE',
  path: '/customers/:customerId/payer-aliases',
  summary: 'Forgets that money under a name is this customer’s.',
  permission: 'cash.write',
  params: z.strictObject({ customerId: idField<'customer'>() }),
  query: z.strictObject({ payerKey: z.string().min(1).max(200) }),
  reply: doneReply,
  refusals: [],
});

const matching = z.strictObject({
  targetPrecision: z.string().max(10),
  standsAfterDays: z.number().int().min(1).max(366),
});
const matchingReply = z.object({
  version: z.number(),
  changedAt: momentJson.nullable(),
  changedBy: z.string().nullable(),
  matching,
});

export const readMatchingRules = endpoint({
  method: 'GET',
  path: '/settings/matching',
  summary: 'How often the matching rule must be right to settle a payment by itself.',
  permission: 'settings.read',
  reply: matchingReply,
  refusals: [],
});
export const changeMatchingRules = endpoint({
  method: 'PUT',
  path: '/settings/matching',
  summary: 'Changes how sure the matching rule must be.',
  permission: 'cash.approve',
  body: z.strictObject({ matching }),
  reply: matchingReply,
  refusals: ['precision_must_be_a_share', 'days_must_be_within_a_year'],
});
