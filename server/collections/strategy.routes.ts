import * as api from '@goodterms/api/settings/settings.ts';
import { STRATEGY, type DunningStrategy } from '@goodterms/core/collections/dunning-strategy.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import type { Setting } from '@goodterms/core/settings/setting.ts';
import { answer } from '../platform/door.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { changeStrategy } from './strategy.actions.ts';

export function strategyRoutes() {
  return [
    answer(api.readStrategy, async (ctx) => accept(strategyJson(await readSetting(ctx, STRATEGY)))),
    answer(api.changeStrategy, async (ctx, { body }) => {
      const changed = await changeStrategy(ctx, body.strategy);
      return changed.accepted ? accept(strategyJson(changed.value)) : changed;
    }),
  ];
}

function strategyJson({ version, value, changedAt, changedBy }: Setting<DunningStrategy>) {
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changedBy ?? null,
    strategy: {
      steps: value.steps.map((step) => ({ ...step })),
      minimumAmounts: { ...value.minimumAmounts },
    },
  };
}
