import * as api from '@goodterms/api/messaging/messages.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { LETTER_VARIABLES } from '@goodterms/core/messaging/letter.ts';
import type { Finding } from '@goodterms/core/messaging/message-check.ts';
import { answer, NOT_FOUND } from '../platform/door.ts';
import { changeTemplate, previewTemplate } from './template.actions.ts';
import { newestTemplates, type StoredTemplate } from './template.queries.ts';

export function templateRoutes() {
  return [
    answer(api.listTemplates, async (ctx) => {
      const templates = [];
      for (const template of await newestTemplates(ctx)) {
        const preview = await previewTemplate(ctx, template);
        const findings = preview.accepted ? preview.value.findings : [];
        templates.push(templateJson(template, findings));
      }
      return accept({ templates, variables: LETTER_VARIABLES.map((one) => ({ ...one })) });
    }),
    answer(api.changeTemplate, async (ctx, { params, body }) => {
      const changed = await changeTemplate(ctx, { ...params, ...body });
      if (!changed.accepted) return changed.reason === 'template_must_exist' ? NOT_FOUND : changed;
      return accept(templateJson(changed.value, changed.value.findings));
    }),
    answer(api.previewTemplate, async (ctx, { body }) => {
      const preview = await previewTemplate(ctx, body);
      if (!preview.accepted) return preview;
      const { letter, findings } = preview.value;
      return accept({ ...letter, findings: findings.map(({ sentence }) => sentence) });
    }),
  ];
}

function templateJson(template: StoredTemplate, findings: readonly Finding[]) {
  const { name, language, version, subject, bodyText, bodyHtml, changedAt } = template;
  return {
    name,
    language,
    version,
    subject,
    bodyText,
    bodyHtml,
    findings: findings.map(({ sentence }) => sentence),
    changedAt: changedAt?.toISOString() ?? null,
  };
}
