import { DEFAULT_TEMPLATES, type Template } from '@goodterms/core/messaging/default-templates.ts';
import { headerText } from '@goodterms/core/messaging/header-text.ts';
import { letterHtml } from '@goodterms/core/messaging/letter-html.ts';
import type { LetterVariables } from '@goodterms/core/messaging/letter.ts';
import type { WrittenMessage } from '@goodterms/core/messaging/message-check.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { renderLiquid } from '../platform/liquid.ts';

/** `version` counts the changes of this company; 0 is the text that every company starts with. */
export type StoredTemplate = Template & {
  readonly version: number;
  readonly changedAt: Date | undefined;
};

/** The newest version of every text, in a steady order. */
export async function newestTemplates(ctx: Context): Promise<StoredTemplate[]> {
  const changed = await rows<StoredTemplate>(
    ctx,
    sql`
    select distinct on (name, language) name, language, version, subject,
           body_text as "bodyText", body_html as "bodyHtml", changed_at as "changedAt"
      from template
     where tenant_id = ${ctx.tenantId}
     order by name, language, version desc`,
  );
  const untouched = DEFAULT_TEMPLATES.filter(
    ({ name, language }) => !changed.some((one) => one.name === name && one.language === language),
  ).map((template): StoredTemplate => ({ ...template, version: 0, changedAt: undefined }));
  return [...changed, ...untouched].toSorted((a, b) => order(a) - order(b));
}

function order({ name, language }: Template): number {
  return DEFAULT_TEMPLATES.findIndex((one) => one.name === name && one.language === language);
}

/** The text as its reader gets it; throws a TemplateError when the template cannot be rendered. */
export function renderLetter(
  template: Pick<Template, 'subject' | 'bodyText' | 'bodyHtml' | 'language'>,
  variables: LetterVariables,
): WrittenMessage {
  const subject = headerText(renderLiquid(template.subject, variables, 'text'));
  return {
    subject,
    bodyText: withoutEmptyRuns(renderLiquid(template.bodyText, variables, 'text')),
    bodyHtml: letterHtml(
      template.language,
      subject,
      renderLiquid(template.bodyHtml, variables, 'html'),
    ),
  };
}

/** Tags leave empty lines behind; one between paragraphs is enough. */
function withoutEmptyRuns(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/\n{3,}/g, '\n\n');
}
