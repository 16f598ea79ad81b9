import { readdirSync, readFileSync } from 'node:fs';

/** A small invented file beside what it must be read as; the file's name is the test's sentence. */
export type Sample = {
  readonly sentence: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: unknown;
};

export function samplesIn(folder: URL): Sample[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => {
      const stem = name.replace(/\.[^.]+$/, '');
      const expected = readFileSync(new URL(`${stem}.expected.json`, folder), 'utf8');
      return {
        sentence: stem.replaceAll('-', ' '),
        name,
        bytes: readFileSync(new URL(name, folder)),
        expected: JSON.parse(expected) as unknown,
      };
    });
}

/** Processor time of this process, so that a machine that is busy with others does not count. */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
