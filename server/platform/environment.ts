import { readFileSync } from 'node:fs';
import { CannotStart } from './postgres-program.ts';

/**
 * A setting from the environment, or from the file that `NAME_FILE` names, as containers hand over
 * secrets. Undefined when neither is given or the value is empty.
 */
export function environment(name: string): string | undefined {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  const file = process.env[`${name}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    throw new CannotStart(`${name}_FILE names ${file}, which cannot be read.`);
  }
}
