import * as api from '@goodterms/api/cash/matching.ts';
import {
  MATCHING_RULES,
  precisionOf,
  type MatchingRules,
} from '@goodterms/core/cash/matching-rules.ts';
import { shippedPrecision } from '@goodterms/core/cash/shipped-tiers.ts';
import { expectedPrecision, tierState } from '@goodterms/core/cash/tier-record.ts';
import { tierWords } from '@goodterms/core/cash/tier-words.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import type { Setting } from '@goodterms/core/settings/setting.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { changeSetting } from '../settings/setting.actions.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { matchRates } from './match-rate.queries.ts';
import { payerAliases, tiersInUse } from './memory.queries.ts';
import { forgetAlias } from './teaching.actions.ts';

export function matchingRoutes() {
  return [
    answer(api.listMatchRates, async (ctx, { query }) => {
      const { by = 'customer', limit = PAGE_SIZE } = query;
      const page = await matchRates(ctx, { ...query, by, limit });
      if (by !== 'tier') return accept(page);
      const inWords = ({ key, name }: (typeof page.rows)[number]) =>
        key === null ? name : tierWords(key);
      return accept({ ...page, rows: page.rows.map((row) => ({ ...row, name: inWords(row) })) });
    }),
    answer(api.listMatchTiers, async (ctx) => {
      const { value } = await readSetting(ctx, MATCHING_RULES);
      const target = precisionOf(value.targetPrecision) ?? 1;
      const tiers = await tiersInUse(ctx);
      return accept({
        targetPrecision: target,
        rows: tiers.map(({ lastWrongAt, ...tier }) => {
          const shipped = shippedPrecision(tier.tier);
          return {
            ...tier,
            sentence: tierWords(tier.tier),
            state: tierState(tier, shipped, target),
            expectedPrecision: expectedPrecision(tier, shipped),
            lastWrongAt: lastWrongAt?.toISOString() ?? null,
          };
        }),
      });
    }),
    answer(api.listPayerAliases, async (ctx, { query }) => {
      const { search, cursor, limit = PAGE_SIZE } = query;
      const page = await payerAliases(ctx, { search, cursor, limit });
      return accept({
        ...page,
        rows: page.rows.map(({ payerKey, customerId, customerName, changedAt, ...counts }) => ({
          payerKey,
          customer: { id: customerId, name: customerName },
          confirmed: counts.confirmed,
          refused: counts.refused,
          changedAt: changedAt.toISOString(),
        })),
      });
    }),
    answer(api.forgetPayerAlias, async (ctx, { params, query }) => {
      const forgotten = await forgetAlias(ctx, query.payerKey, params.customerId);
      return forgotten.accepted ? accept({ done: true as const }) : forgotten;
    }),
    answer(api.readMatchingRules, async (ctx) =>
      accept(rulesJson(await readSetting(ctx, MATCHING_RULES))),
    ),
    answer(api.changeMatchingRules, async (ctx, { body }) => {
      const changed = await changeSetting(ctx, MATCHING_RULES, body.matching);
      return changed.accepted ? accept(rulesJson(changed.value)) : changed;
    }),
  ];
}

function rulesJson({ version, value, changedAt, changedBy }: Setting<MatchingRules>) {
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changedBy ?? null,
    matching: { ...value },
  };
}
