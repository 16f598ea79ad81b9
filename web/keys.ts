import { useEffect, useRef, useSyncExternalStore } from 'react';
import { preferences } from './preferences.ts';

/** A key that does something here, with the words that `?` shows for it. */
export type KeyAction = { readonly says: string; readonly run: () => void };
export type Keys = Readonly<Record<string, KeyAction | undefined>>;

type Layer = { readonly title: string; keys: Keys };

/** What is mounted last is asked first: a panel before its page, a page before the frame. */
let layers: readonly Layer[] = [];
const listeners = new Set<() => void>();

/** Lets keys work while this is on the page. `Control+K` also answers to the command key. */
export function useKeys(title: string, keys: Keys): void {
  const layer = useRef<Layer>(undefined);
  useEffect(() => {
    const mine: Layer = { title, keys: {} };
    layer.current = mine;
    change([...layers, mine]);
    return () => change(layers.filter((other) => other !== mine));
  }, [title]);
  useEffect(() => {
    if (layer.current) layer.current.keys = keys;
  });
}

/** What `?` shows: the keys that work now, by where they belong. */
export function useKeyList(): readonly {
  readonly title: string;
  readonly keys: readonly (readonly [string, KeyAction])[];
}[] {
  const now = useSyncExternalStore(subscribe, () => layers);
  return now.map(({ title, keys }) => ({
    title,
    keys: Object.entries(keys).flatMap(([key, action]) => (action ? [[key, action] as const] : [])),
  }));
}

/** Started once, by main. */
export function listenToKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const key = nameOf(event);
    if (isTyping(event.target) && key !== 'Escape' && !key.startsWith('Control+')) return;
    if (key.length === 1 && !preferences().letterKeys) return;
    if (key === 'Enter' && actsOnEnter(event.target)) return;
    const action = layers.findLast((layer) => layer.keys[key])?.keys[key];
    if (action === undefined) return;
    event.preventDefault();
    action.run();
  });
}

function nameOf(event: KeyboardEvent): string {
  if (event.altKey) return '';
  return event.ctrlKey || event.metaKey ? `Control+${event.key.toUpperCase()}` : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
  );
}

/** A link or button with the focus keeps its own Enter; a row of a list leaves it to the list. */
function actsOnEnter(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('a:not([data-row]), button:not([data-row]), summary, input')
  );
}

function change(next: readonly Layer[]): void {
  layers = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
