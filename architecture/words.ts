import { filesIn, readText, type Source } from './sources.ts';

/** Migrations are named `0004_ledger.sql`, `0012_ledger_write_offs.sql`: the room comes first. */
export function tableOwners(): Map<string, string> {
  const owners = new Map<string, string>();
  for (const file of filesIn('server/migrations').filter((name) => name.endsWith('.sql'))) {
    const room = /^\d+_([a-z]+)/.exec(file)?.[1] ?? '';
    for (const table of all(readText(`server/migrations/${file}`), /create table (\w+)/g))
      owners.set(table, room);
  }
  return owners;
}

export function tablesChangedBy(text: string): string[] {
  return all(text, /\b(?:insert into|update|delete from|copy)\s+([a-z_]+)/g);
}

export function factsRecorded(sources: readonly Source[]): Set<string> {
  return new Set(sources.flatMap(({ text }) => all(text, /fact: '([a-z_.]+)'/g)));
}

export function factsAwaited(switchboard: string): string[] {
  return all(switchboard, /'([a-z_]+\.[a-z_]+)': /g);
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
