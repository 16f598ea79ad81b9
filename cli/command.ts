/** Where a command writes: results to `out`, problems and progress to `err`. */
export type CommandIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** Exit codes of every command. */
export const DONE = 0;
export const REFUSED = 1;
export const WRONG_USAGE = 2;
export const BUSY = 75;
