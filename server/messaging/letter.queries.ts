import type { Day } from '@goodterms/core/kernel/day.ts';
import { letterVariables } from '@goodterms/core/messaging/letter.ts';
import type { ItemToName } from '@goodterms/core/messaging/message.ts';
import { whatIsMissing, type WrittenMessage } from '@goodterms/core/messaging/message-check.ts';
import { senderCodeLetter } from '@goodterms/core/messaging/sender-code.ts';
import { letterLanguage } from '@goodterms/core/messaging/wording.ts';
import { COMPANY, type Company } from '@goodterms/core/settings/company.ts';
import type { Context } from '../platform/context.ts';
import { TemplateError } from '../platform/liquid.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { newestTemplates, renderLetter, type StoredTemplate } from './template.queries.ts';

/** What letters are written with: who we are, and the newest texts. */
export type Desk = {
  readonly company: Company;
  readonly templates: readonly StoredTemplate[];
};

export async function openDesk(ctx: Context): Promise<Desk> {
  const { value: company } = await readSetting(ctx, COMPANY);
  return { company, templates: await newestTemplates(ctx) };
}

/** What a letter is written from, apart from its items. */
export type LetterOrder = {
  readonly purpose: string;
  readonly template: string;
  readonly language: string;
  readonly planned: Readonly<Record<string, unknown>>;
  readonly customerName: string | undefined;
  readonly customerNumber: string | undefined;
  readonly contactName: string | undefined;
  readonly greetingName: string | undefined;
};

/** Why there is no letter. */
export type Unwritten = { readonly because: string; readonly detail: string };

/** A letter that lacks something its reader needs is not a letter. */
export function writeLetter(
  { company, templates }: Desk,
  order: LetterOrder,
  items: readonly ItemToName[],
  today: Day,
): WrittenMessage | Unwritten {
  if (order.purpose === 'verification') return senderCodeLetter(order.planned['code'] as string);
  const language = letterLanguage(order.language);
  const template = templates.find(
    (one) => one.name === order.template && one.language === language,
  );
  if (!template) return { because: 'template_must_exist', detail: order.template };
  const variables = letterVariables({
    company,
    customer: { name: order.customerName ?? '', number: order.customerNumber ?? '' },
    contact:
      order.contactName === undefined
        ? undefined
        : { name: order.contactName, greetingName: order.greetingName },
    items,
    language,
    today,
  });
  try {
    const letter = renderLetter(template, variables);
    const [missing] = whatIsMissing(letter, variables);
    return missing ? { because: 'letter_must_be_complete', detail: missing.sentence } : letter;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { because: 'template_must_render', detail: error.message };
  }
}
