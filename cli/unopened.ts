import { BANK_FILE_BYTES_MAX } from '@goodterms/formats/bank-file.ts';

/** Why a file could not be opened, and what to do; anything else is thrown. */
export function whyUnopened(error: unknown): { what: string; advice: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return { what: 'there is no such file', advice: 'Check the name and the folder.' };
  if (code === 'EISDIR') return { what: 'this is a folder', advice: 'Name the files in it.' };
  if (code === 'EACCES')
    return { what: 'the file may not be read', advice: 'Check its permissions.' };
  if (code === 'ERR_FS_FILE_TOO_LARGE') {
    return {
      what: `the file has more than ${BANK_FILE_BYTES_MAX / 1024 / 1024} MB`,
      advice: 'Ask the bank for one file a day.',
    };
  }
  throw error;
}
