/** Files that may be longer than a screen or two, each with the reason. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'api/cash/cash.ts': 'the whole agreement about bank lines, which share their shapes',
  'server/ledger/ledger-import.test.ts': 'one story of a ledger through many files',
};
