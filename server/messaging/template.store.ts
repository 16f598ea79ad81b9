import type { Template } from '@goodterms/core/messaging/default-templates.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** Two people who change the same text at once: the second finds the version taken. */
export async function insertTemplate(
  ctx: Context,
  template: Template,
): Promise<{ readonly version: number; readonly changedAt: Date }> {
  const by = `${ctx.actor.kind}:${ctx.actor.id}`;
  const written = await first<{ version: number; changedAt: Date }>(
    ctx,
    sql`
    insert into template (tenant_id, name, language, version, subject, body_text, body_html, changed_by)
    select ${ctx.tenantId}, ${template.name}, ${template.language}, coalesce(max(version), 0) + 1,
           ${template.subject}, ${template.bodyText}, ${template.bodyHtml}, ${by}
      from template
     where tenant_id = ${ctx.tenantId} and name = ${template.name} and language = ${template.language}
    returning version, changed_at as "changedAt"`,
  );
  if (!written) throw new Error('Expected: a new version of the template');
  return written;
}
