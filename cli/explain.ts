import { parseArgs } from 'node:util';
import type { ExplanationJson } from '@goodterms/api/collections/customer-page.ts';
import type { MoneyJson } from '@goodterms/api/fields.ts';
import { parseDay } from '@goodterms/core/kernel/day.ts';
import { explainCustomer } from '@goodterms/server/collections/explain.queries.ts';
import { customersCalled } from '@goodterms/server/customers/customer.queries.ts';
import { visit } from '@goodterms/server/platform/context.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';
import { HOUSE_OPTIONS, inCompany } from './in-house.ts';

const USAGE = `Usage: goodterms explain CUSTOMER [--on YYYY-MM-DD] [--json] [--data DIR] [--company NAME]

What may be said to a customer now and why: every check, and every item with what may be asked of
it. CUSTOMER is a number, a name or the beginning of one.
`;

export async function explain(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = read(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const { values, on, words } = asked;
  return inCompany(io, values, async (house, { tenantId, timeZone }) => {
    const actor = { kind: 'command', id: 'explain' } as const;
    return visit(house, { tenantId, timeZone, actor, on }, async (ctx) => {
      const [found, another, ...more] = await customersCalled(ctx, words);
      if (!found) {
        io.err(`No customer has the number or name ${words}.\n`);
        return REFUSED;
      }
      const isExact = [found.number, found.name].some(
        (name) => name.toLowerCase() === words.toLowerCase(),
      );
      if (another && !isExact) {
        io.err(`Several customers begin like that:\n`);
        for (const one of [found, another, ...more]) io.err(`  ${one.number}  ${one.name}\n`);
        return REFUSED;
      }
      const explanation = await explainCustomer(ctx, found.id);
      if (!explanation) return REFUSED;
      io.out(values.json ? `${JSON.stringify(explanation, null, 2)}\n` : inWords(explanation));
      return DONE;
    });
  });
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...HOUSE_OPTIONS,
        on: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const on = values.on === undefined ? undefined : parseDay(values.on);
    const words = positionals.join(' ').trim();
    if (words === '' || (values.on !== undefined && on === undefined)) return undefined;
    return { values, on, words };
  } catch {
    return undefined;
  }
}

function inWords(explanation: ExplanationJson): string {
  const { customerName, on, sentence, checks, items, chaseable, open, credits } = explanation;
  const lines = [
    `${customerName}, ${on}`,
    sentence,
    '',
    `Open ${say(open)}, to their credit ${say(credits)}, to be asked for ${say(chaseable)}.`,
    '',
    ...checks.map((check) => `  ${check.passed ? 'yes' : 'NO '}  ${check.sentence}`),
    '',
    ...items.flatMap((item) => [
      `  ${item.reference.padEnd(18)} due ${item.dueOn}  open ${say([item.open]).padStart(16)}  to ask ${say([item.askable]).padStart(16)}`,
      ...item.exclusions.map((one) => `  ${' '.repeat(18)} ${one.sentence}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function say(amounts: readonly MoneyJson[]): string {
  return amounts.length === 0
    ? '0'
    : amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ');
}
