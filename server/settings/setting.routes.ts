import * as api from '@goodterms/api/settings/settings.ts';
import { toDay, type Weekday } from '@goodterms/core/kernel/day.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { calendarOf, closedDaysBetween } from '@goodterms/core/settings/calendar.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { CONTACT_RULES, type ContactRules } from '@goodterms/core/settings/contact-rules.ts';
import type { Setting } from '@goodterms/core/settings/setting.ts';
import { answer } from '../platform/door.ts';
import { changeSetting } from './setting.actions.ts';
import { readSetting } from './setting.queries.ts';

export function settingRoutes() {
  return [
    answer(api.readCompany, async (ctx) => {
      const setting = await readSetting(ctx, COMPANY);
      return accept({ ...changeOf(setting), company: companyJson(setting) });
    }),
    answer(api.changeCompany, async (ctx, { body }) => {
      const changed = await changeSetting(ctx, COMPANY, body.company);
      if (!changed.accepted) return changed;
      return accept({ ...changeOf(changed.value), company: companyJson(changed.value) });
    }),
    answer(api.readContactRules, async (ctx) => {
      const setting = await readSetting(ctx, CONTACT_RULES);
      return accept({ ...changeOf(setting), contactRules: contactRulesJson(setting) });
    }),
    answer(api.changeContactRules, async (ctx, { body }) => {
      const { contactRules } = body;
      const changed = await changeSetting(ctx, CONTACT_RULES, {
        ...contactRules,
        workingWeekdays: contactRules.workingWeekdays as Weekday[],
        closedDays: contactRules.closedDays.map(({ on, name }) => ({ on: toDay(on), name })),
      });
      if (!changed.accepted) return changed;
      return accept({ ...changeOf(changed.value), contactRules: contactRulesJson(changed.value) });
    }),
    answer(api.listHolidays, async (ctx, { query }) => {
      const { value } = await readSetting(ctx, CONTACT_RULES);
      return accept({ holidays: closedDaysBetween(calendarOf(value), query.from, query.until) });
    }),
  ];
}

/** Who changed a document last. */
function changeOf({ version, changedAt, changedBy }: Setting<unknown>) {
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changedBy ?? null,
  };
}

function companyJson({ value }: Setting<typeof COMPANY.defaults>): api.CompanyJson {
  return { ...value, bankAccounts: value.bankAccounts.map((account) => ({ ...account })) };
}

function contactRulesJson({ value }: Setting<ContactRules>): api.ContactRulesJson {
  return {
    ...value,
    workingWeekdays: [...value.workingWeekdays],
    closedDays: value.closedDays.map((day) => ({ ...day })),
  };
}
