import { writeFile } from 'node:fs/promises';
import { evidenceSentence } from '@goodterms/core/cash/evidence.ts';
import { learn } from '@goodterms/core/cash/learning.ts';
import { settle, type MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { openBooks } from '@goodterms/core/cash/matching-books.ts';
import { decideLine, type Decision } from '@goodterms/core/cash/matching.ts';
import { rememberPayment } from '@goodterms/core/cash/doubts.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, moneyText, type Money } from '@goodterms/core/kernel/money.ts';
import { writeCsv } from '@goodterms/formats/csv/write.ts';
import { BadBacktestFile, readBacktestFiles, type BacktestFiles } from './backtest-files.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';

const USAGE = `Usage: goodterms cash backtest FOLDER --out FILE.csv [--target 0.999] [--json]

Matches the lines of FOLDER/bank.csv against FOLDER/ledger.csv, having learnt from history.csv and
customers.csv alone, and writes for each line what would have been applied by itself (auto), what
would have been proposed (suggest), or none. --target is how often automatic lines must be right.
`;

/** `goodterms cash backtest`: what matching would have done, before it is allowed to do anything. */
export async function cashBacktest(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (!asked) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  let files: BacktestFiles;
  try {
    files = await readBacktestFiles(asked.folder);
  } catch (error) {
    if (!(error instanceof BadBacktestFile)) throw error;
    io.err(`${error.message}\n`);
    return REFUSED;
  }
  const begun = performance.now();
  const rows = decideAll(files, asked.target);
  const ms = performance.now() - begun;
  // Read by scripts, which take a byte order mark for a part of the first heading.
  const text = writeCsv(HEADER, rows.map(fieldsOf)).slice(1);
  await writeFile(asked.out, text);
  io.out(asked.json ? `${JSON.stringify(report(rows, ms), null, 2)}\n` : sentences(rows, ms));
  return DONE;
}

const HEADER = ['line_id', 'action', 'invoice_ids', 'cash_applied', 'evidence', 'tier'];

type Asked = {
  readonly folder: string;
  readonly out: string;
  readonly target: number;
  readonly json: boolean;
};

const TARGET = 0.999;

function parse(args: readonly string[]): Asked | undefined {
  const folders: string[] = [];
  let out: string | undefined;
  let target = TARGET;
  let json = false;
  for (let at = 0; at < args.length; at += 1) {
    const [name = '', given] = (args[at] ?? '').split(/=(.*)/s);
    if (!name.startsWith('-')) folders.push(args[at] ?? '');
    else if (name === '--out') out = given ?? args[(at += 1)];
    else if (name === '--target') target = Number(given ?? args[(at += 1)]);
    else if (name === '--json') json = true;
    else return undefined;
  }
  const [folder, ...others] = folders;
  if (!folder || others.length > 0 || !out || !(target > 0.5 && target < 1)) return undefined;
  return { folder, out, target, json };
}

type Row = {
  readonly lineId: string;
  readonly action: 'auto' | 'suggest' | 'none';
  readonly tier: string;
  readonly applied: readonly { readonly id: string; readonly cash: Money | undefined }[];
  readonly evidence: string;
};

function decideAll(files: BacktestFiles, target: number): Row[] {
  const settled = settledItems(files);
  const knowledge = learn({
    references: [...files.items, ...files.creditNotes, ...settled].map(
      ({ reference }) => reference,
    ),
    customers: files.customers,
    accounts: files.accounts,
    payments: files.history,
    target,
  });
  const books = openBooks({ ...files, items: [...files.items, ...settled] }, knowledge);
  return files.lines.map((line) => {
    const decision = decideLine(line, books);
    const row = rowOf(decision);
    if (decision.verdict === 'matched') settle(decision.shares, books);
    rememberPayment(line, books);
    return row;
  });
}

/** Items that earlier payments have settled: what quotes them now has been paid twice. */
function settledItems({ items, creditNotes, history, lines }: BacktestFiles) {
  const open = new Set([...items, ...creditNotes].map(({ reference }) => reference));
  const currency = lines[0]?.amount.currency;
  const found = new Map<string, BacktestFiles['items'][number]>();
  for (const { references, customerIds, line } of history) {
    for (const reference of references) {
      if (open.has(reference) || found.has(reference)) continue;
      const nothing = money(0n, line.amount.currency ?? currency);
      found.set(reference, {
        id: `settled ${reference}` as BacktestFiles['items'][number]['id'],
        customerId: customerIds[0] ?? ('' as CustomerId),
        kind: 'invoice',
        reference,
        issuedOn: line.bookedOn,
        dueOn: line.bookedOn,
        amount: nothing,
        openAmount: nothing,
      });
    }
  }
  return [...found.values()];
}

function rowOf(decision: Decision): Row {
  const { lineId } = decision;
  if (decision.verdict === 'matched') {
    const { tier, shares, evidence } = decision;
    return {
      lineId,
      action: 'auto',
      tier,
      applied: appliedBy(shares),
      evidence: evidence.map(evidenceSentence).join('; '),
    };
  }
  const [best] = decision.proposals;
  if (!best || (best.shares.length === 0 && best.foreign.length === 0))
    return { lineId, action: 'none', tier: '', applied: [], evidence: decision.why };
  const foreign = best.foreign.map(({ openItemId: id }) => ({ id, cash: undefined }));
  return {
    lineId,
    action: 'suggest',
    tier: best.tier,
    applied: [...appliedBy(best.shares), ...foreign],
    evidence: [decision.why, ...best.evidence.map(evidenceSentence)].join('; '),
  };
}

/** What each item gets, credit notes below zero as the ledger shows them. */
function appliedBy(shares: readonly MatchShare[]): Row['applied'] {
  const items = new Map<string, bigint>();
  const notes = new Map<string, bigint>();
  for (const { openItemId, creditNoteId, amount } of shares) {
    items.set(openItemId, (items.get(openItemId) ?? 0n) + amount.minor);
    if (creditNoteId) notes.set(creditNoteId, (notes.get(creditNoteId) ?? 0n) - amount.minor);
  }
  const currency = shares[0]?.amount.currency;
  if (!currency) return [];
  return [...items, ...notes].map(([id, minor]) => ({ id, cash: money(minor, currency) }));
}

function fieldsOf({ lineId, action, applied, evidence, tier }: Row) {
  return [
    lineId,
    action,
    applied.map(({ id }) => id).join('|'),
    applied.every(({ cash }) => cash !== undefined)
      ? applied.map(({ cash }) => (cash ? moneyText(cash) : '')).join('|')
      : '',
    evidence,
    tier,
  ];
}

function report(rows: readonly Row[], ms: number) {
  const byAction = Map.groupBy(rows, ({ action }) => action);
  const byTier = Map.groupBy(byAction.get('auto') ?? [], ({ tier }) => tier);
  return {
    lines: rows.length,
    msPerLine: rows.length === 0 ? 0 : Number((ms / rows.length).toFixed(3)),
    linesPerSecond: Math.round((rows.length * 1000) / Math.max(ms, 1)),
    auto: byAction.get('auto')?.length ?? 0,
    suggest: byAction.get('suggest')?.length ?? 0,
    none: byAction.get('none')?.length ?? 0,
    autoByTier: Object.fromEntries(
      [...byTier]
        .map(([tier, { length }]): [string, number] => [tier, length])
        .toSorted((a, b) => b[1] - a[1]),
    ),
  };
}

function sentences(rows: readonly Row[], ms: number): string {
  const { lines, linesPerSecond, msPerLine, auto, suggest, none, autoByTier } = report(rows, ms);
  const tiers = Object.entries(autoByTier).map(([tier, count]) => `  ${count}\t${tier}`);
  return [
    `${lines} lines in ${Math.round(ms)} ms: ${linesPerSecond} a second, ${msPerLine} ms each.`,
    `${auto} would be applied by themselves, ${suggest} proposed, ${none} left without a proposal.`,
    'Applied by tier:',
    ...tiers,
    '',
  ].join('\n');
}
