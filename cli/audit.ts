import { parseArgs } from 'node:util';
import { audit, isBroken, type Finding } from '@goodterms/server/insight/audit.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms audit [--json] [--data DIR] [--company NAME]

Checks what must be true of the books at every moment, and names every case in which it is not.
`;

/** `goodterms audit`: reads only; exit code 1 when an invariant is broken. */
export async function auditBooks(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parse(args);
  if (values === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const findings = await visit(
      house,
      { tenantId, timeZone, actor: { kind: 'command', id: 'audit' } },
      (ctx) => audit(ctx),
    );
    const broken = isBroken(findings);
    if (values.json) io.out(`${JSON.stringify({ broken, invariants: findings }, null, 2)}\n`);
    else tell(io, findings);
    return broken ? REFUSED : DONE;
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...HOUSE_OPTIONS, json: { type: 'boolean', default: false } },
    }).values;
  } catch {
    return undefined;
  }
}

function tell(io: CommandIo, findings: readonly Finding[]): void {
  for (const { id, sentence, violations, isNotice, examples } of findings) {
    const mark = violations === 0 ? 'holds ' : isNotice ? 'notice' : 'BROKEN';
    const count = violations === 0 ? '' : ` (${violations} times)`;
    io.out(`${mark} ${id} ${sentence}${count}\n`);
    for (const { ref, detail } of examples) io.out(`         ${ref}: ${detail}\n`);
  }
}
