import { useSyncExternalStore } from 'react';

/** What this browser remembers about how somebody likes to read; nothing else is kept here. */
export type Preferences = {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'dense';
  /** Keys of one letter can be in the way of dictation and of some screen readers. */
  readonly letterKeys: boolean;
};

const PLACE = 'goodterms';
const AT_FIRST: Preferences = { theme: 'system', density: 'comfortable', letterKeys: true };

let current: Preferences = remembered();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  showPreferences();
  try {
    localStorage.setItem(PLACE, JSON.stringify(current));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Tells the style sheet. Called before the first drawing, so that nothing flashes. */
export function showPreferences(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = current.theme;
  dataset['density'] = current.density;
}

function remembered(): Preferences {
  try {
    const text = localStorage.getItem(PLACE);
    return text === null ? AT_FIRST : sound(JSON.parse(text) as Partial<Preferences>);
  } catch {
    return AT_FIRST;
  }
}

function sound({ theme, density, letterKeys }: Partial<Preferences>): Preferences {
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'dense' ? 'dense' : 'comfortable',
    letterKeys: letterKeys !== false,
  };
}
