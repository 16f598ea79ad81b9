import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Template } from '@goodterms/core/messaging/default-templates.ts';
import {
  foreignParts,
  whatIsMissing,
  whatToReconsider,
  type Finding,
  type WrittenMessage,
} from '@goodterms/core/messaging/message-check.ts';
import { sampleVariables } from '@goodterms/core/messaging/message-sample.ts';
import { letterLanguage } from '@goodterms/core/messaging/wording.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { TemplateError } from '../platform/liquid.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { newestTemplates, renderLetter, type StoredTemplate } from './template.queries.ts';
import { insertTemplate } from './template.store.ts';

export type LookedAt = { readonly letter: WrittenMessage; readonly findings: readonly Finding[] };
type Draft = Omit<Template, 'name'>;

/** A draft as an invented customer would get it, with what is missing and what to reconsider. */
export async function previewTemplate(
  ctx: Context,
  draft: Draft,
): Promise<Outcome<LookedAt, 'template_must_render'>> {
  const { value: company } = await readSetting(ctx, COMPANY);
  const language = letterLanguage(draft.language);
  const variables = sampleVariables(company, language, ctx.today);
  const [foreign] = foreignParts(draft.bodyHtml);
  if (foreign !== undefined)
    return refuse('template_must_render', `“${foreign}” has no place in a letter.`);
  try {
    const letter = renderLetter(draft, variables);
    const findings = [...whatIsMissing(letter, variables), ...whatToReconsider(draft, language)];
    return accept({ letter, findings });
  } catch (error) {
    if (error instanceof TemplateError) return refuse('template_must_render', error.message);
    throw error;
  }
}

/** Writes a new version; the older ones stay, since letters were written from them. */
export async function changeTemplate(
  ctx: Context,
  template: Template,
): Promise<Outcome<StoredTemplate & LookedAt, 'template_must_exist' | 'template_must_render'>> {
  const before = (await newestTemplates(ctx)).find(
    ({ name, language }) => name === template.name && language === template.language,
  );
  if (!before) return refuse('template_must_exist');
  const preview = await previewTemplate(ctx, template);
  if (!preview.accepted) return preview;

  const written = await insertTemplate(ctx, template);
  await record(ctx, {
    fact: 'messaging.template_changed',
    data: { name: template.name, language: template.language, version: written.version },
  });
  return accept({ ...template, ...written, ...preview.value });
}
