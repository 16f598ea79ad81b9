import { Unreadable } from '../unreadable.ts';
import { unzip, type ZipEntry } from '../zip.ts';
import type { LedgerContents } from './read.ts';

/**
 * What an archive of several files holds: lists, or invoices, or one audit file. `read` reads one of
 * them. Throws `Unreadable` with the name of the file that is in the way.
 */
export function contentsOfArchive(
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => LedgerContents,
): LedgerContents {
  const parts = withoutPages(unzip(bytes)).map((file) => ({
    name: file.name,
    contents: readNamed(file, read),
  }));
  const [first] = parts;
  if (first === undefined) throw new Unreadable('the archive is empty', 'Export it again.');
  if (parts.length === 1) return first.contents;
  const tables = parts.flatMap(({ name, contents }) =>
    contents.kind === 'tables'
      ? contents.tables.map(({ sheet, table }) => ({
          sheet: sheet === undefined ? name : `${name}, ${sheet}`,
          table,
        }))
      : [],
  );
  const invoices = parts.flatMap(({ name, contents }) =>
    contents.kind === 'invoices' ? contents.invoices.map(({ invoice }) => ({ name, invoice })) : [],
  );
  if (parts.every(({ contents }) => contents.kind === 'tables')) return { kind: 'tables', tables };
  if (parts.every(({ contents }) => contents.kind === 'invoices'))
    return { kind: 'invoices', invoices };
  throw new Unreadable(
    'the archive holds files of several kinds, or several audit files',
    'Unpack it and take them in one after the other.',
  );
}

/** The page of an invoice says once more what its XML of the same name says. */
function withoutPages(files: readonly ZipEntry[]): ZipEntry[] {
  const said = new Set(files.flatMap(({ name }) => /^(.*)\.xml$/i.exec(name)?.[1] ?? []));
  return files.filter(({ name }) => !said.has(/^(.*)\.pdf$/i.exec(name)?.[1] ?? ''));
}

function readNamed(
  { name, bytes }: ZipEntry,
  read: (bytes: Uint8Array) => LedgerContents,
): LedgerContents {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const advice = `${error.advice} Or leave it out of the archive.`;
    throw new Unreadable(`${name} in the archive: ${error.what}`, advice);
  }
}
