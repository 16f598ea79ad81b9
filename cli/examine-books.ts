import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import type { Installation } from '@goodterms/server/platform/installation.ts';
import { listCompanies } from '@goodterms/server/settings/company.queries.ts';

/** The first thing that is not in order in the books of any company here, in a sentence. */
export async function examineBooks(house: Installation): Promise<string | undefined> {
  for (const { tenantId, timeZone, name } of await listCompanies(house.pool)) {
    const actor = { kind: 'command', id: 'audit' } as const;
    const findings = await visit(house, { tenantId, timeZone, actor }, (ctx) => audit(ctx));
    const broken = findings.find(({ violations, isNotice }) => violations > 0 && !isNotice);
    if (broken)
      return `The books of ${name} are not in order. "${broken.sentence}" is false ${broken.violations} times; goodterms audit tells where.`;
  }
  return undefined;
}
