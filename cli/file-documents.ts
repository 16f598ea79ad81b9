import { readFile } from 'node:fs/promises';

import { DONE, REFUSED, type CommandIo } from './command.ts';
import { whyUnopened } from './unopened.ts';

type Refusal = { readonly what: string; readonly advice: string };

/** What a file says, or why it says nothing. */
export type FileSays =
  | { readonly document: { readonly problems: readonly (Refusal & { readonly where: string })[] } }
  | { readonly refusal: Refusal };

/**
 * Prints what each file says as one JSON document, its problems beside it; with several files one
 * document a line. A file that cannot be read stops no other, and the code says so.
 */
export async function printDocuments(
  io: CommandIo,
  files: readonly string[],
  read: (bytes: Uint8Array, file: string) => FileSays,
): Promise<number> {
  const several = files.length > 1;
  let code: number = DONE;
  for (const file of files) {
    const says = await readFile(file).then(
      (bytes) => read(bytes, file),
      (error: unknown) => ({ refusal: whyUnopened(error) }),
    );
    if ('refusal' in says) {
      const { what, advice } = says.refusal;
      code = REFUSED;
      io.err(`${file}: ${what}. ${advice}\n`);
      if (several) io.out(`${JSON.stringify({ file, error: { what, advice } })}\n`);
      continue;
    }
    const { document } = says;
    for (const { where, what, advice } of document.problems)
      io.err(`${file}, ${where}: ${what}. ${advice}\n`);
    io.out(
      several
        ? `${JSON.stringify({ file, ...document })}\n`
        : `${JSON.stringify(document, null, 2)}\n`,
    );
  }
  return code;
}
