import { readdirSync, readFileSync } from 'node:fs';
import type { Source } from './sources.ts';

const ROOT = new URL('..', import.meta.url);
const APART = /(^|\/)(node_modules|dist|\.data|\.git)(\/|$)/;

/** Every document of the repository, with its path from the root. */
export function documents(): Source[] {
  const folders = [
    '.',
    'docs',
    'core',
    'formats',
    'api',
    'server',
    'demo',
    'ui',
    'web',
    'cli',
    'stories',
    'architecture',
  ];
  return folders
    .flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, ROOT), { recursive: folder !== '.', encoding: 'utf8' })
        .filter((path) => path.endsWith('.md') && !APART.test(path))
        .map((path) => (folder === '.' ? path : `${folder}/${path}`)),
    )
    .toSorted()
    .map((path) => ({ path, text: readFileSync(new URL(path, ROOT), 'utf8') }));
}

/** Links to files of ours: no addresses, no places within the same page. */
export function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}
