import { useSyncExternalStore } from 'react';
import { sentenceOf } from './call.ts';

/** The way back from what was just done, for ten seconds. */
export type Undo = {
  readonly said: string;
  readonly back: () => Promise<unknown>;
  readonly problem?: string;
};

const TEN_SECONDS_MS = 10_000;

let offered: Undo | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function offerUndo(undo: Undo): void {
  show(undo);
}

export function useUndo(): Undo | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}

export async function takeBack(): Promise<void> {
  const undo = offered;
  if (undo === undefined || undo.problem !== undefined) return;
  show(undefined);
  try {
    await undo.back();
  } catch (error) {
    show({ ...undo, problem: `Not undone: ${sentenceOf(error)}` });
  }
}

function show(undo: Undo | undefined): void {
  clearTimeout(timer);
  offered = undo;
  if (undo) timer = setTimeout(() => show(undefined), TEN_SECONDS_MS);
  for (const listener of listeners) listener();
}
