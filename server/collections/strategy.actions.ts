import {
  STRATEGY,
  type DunningStrategy,
  type StrategyRefusal,
} from '@goodterms/core/collections/dunning-strategy.ts';
import { refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Setting } from '@goodterms/core/settings/setting.ts';
import { newestTemplates } from '../messaging/template.queries.ts';
import type { Context } from '../platform/context.ts';
import { changeSetting } from '../settings/setting.actions.ts';

/** A new version from the next decision on; every step has a text that exists. */
export async function changeStrategy(
  ctx: Context,
  strategy: DunningStrategy,
): Promise<Outcome<Setting<DunningStrategy>, StrategyRefusal | 'template_must_exist'>> {
  const broken = STRATEGY.broken(strategy);
  if (broken !== undefined) return refuse(broken);
  const names = new Set((await newestTemplates(ctx)).map(({ name }) => name));
  const missing = strategy.steps.find((step) => !names.has(step.template));
  if (missing) return refuse('template_must_exist', missing.template);
  return changeSetting(ctx, STRATEGY, strategy);
}
