import { WRONG_USAGE, type CommandIo } from './command.ts';

type Command = (args: readonly string[], io: CommandIo) => Promise<number> | number;

/** Every command by its words, loaded when it is called, so that each starts as fast as it can. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.ts')).init,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  serve: async () => (await import('./serve.ts')).serve,
  audit: async () => (await import('./audit.ts')).auditBooks,
  'import ledger': async () => (await import('./import-ledger.ts')).importLedgerFiles,
  'import remittance': async () => (await import('./import-remittance.ts')).importRemittance,
  'import bank': async () => (await import('./import-bank.ts')).importBank,
  'short-payments': async () => (await import('./short-payments.ts')).shortPayments,
  day: async () => (await import('./day.ts')).day,
  worklist: async () => (await import('./worklist.ts')).worklist,
  explain: async () => (await import('./explain.ts')).explain,
  'invoice read': async () => (await import('./invoice-read.ts')).invoiceRead,
  'bank missing': async () => (await import('./bank-missing.ts')).bankMissing,
  'cash backtest': async () => (await import('./cash-backtest.ts')).cashBacktest,
  'bank read': async () => (await import('./bank-read.ts')).bankRead,
};

// Whoever reads us through `head` has read enough: no fault, and nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  for (const words of [2, 1]) {
    const load = COMMANDS[args.slice(0, words).join(' ')];
    if (load === undefined) continue;
    const command = await load();
    return command(args.slice(words), {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
    });
  }
  process.stderr.write(
    `Commands:\n${Object.keys(COMMANDS)
      .map((name) => `  goodterms ${name}\n`)
      .join('')}`,
  );
  return WRONG_USAGE;
}
