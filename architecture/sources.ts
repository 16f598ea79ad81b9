import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { FLOORS } from './house.ts';

const ROOT = new URL('..', import.meta.url);

/** A source file by its path from the repository's root. */
export type Source = { readonly path: string; readonly text: string };

/** One import: `to` is a path of ours or, for a library or Node module, its name. */
export type Import = {
  readonly from: string;
  readonly to: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
  readonly names: readonly string[];
};

export function sourcesOf(floor: string): Source[] {
  const folder = new URL(`${floor}/`, ROOT);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .map((path) => `${floor}/${path}`)
    .toSorted()
    .map((path) => ({ path, text: readFileSync(new URL(path, ROOT), 'utf8') }));
}

export function allSources(): Source[] {
  return Object.keys(FLOORS).flatMap(sourcesOf);
}

export function readText(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

export function filesIn(folder: string): string[] {
  const url = new URL(folder, ROOT);
  return existsSync(url) ? readdirSync(url, { encoding: 'utf8' }).toSorted() : [];
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?((?:[\w*{}\s,$]|\bas\b)*?)\s*from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'|new URL\(\s*'(\.[^']+\.ts)'\s*,\s*import\.meta\.url/g;

/** What a file imports: static, dynamic, re-exported, and workers named by their URL. */
export function importsOf({ path, text }: Source): Import[] {
  return [...text.matchAll(IMPORT)].map((found) => {
    const [, typeWord, clause = '', fromStatic, dynamic, bare, worker] = found;
    const target = fromStatic ?? dynamic ?? bare ?? worker ?? '';
    const names = clause
      .replaceAll(/[{}]/g, ' ')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly =
      typeWord !== undefined ||
      (names.length > 0 && names.every((name) => name.startsWith('type ')));
    return { from: path, ...resolve(path, target), typeOnly, names };
  });
}

function resolve(from: string, target: string): { to: string; ours: boolean } {
  if (target.startsWith('.')) return { to: normalize(join(dirname(from), target)), ours: true };
  if (target.startsWith('@goodterms/'))
    return { to: target.slice('@goodterms/'.length), ours: true };
  return { to: target, ours: false };
}
