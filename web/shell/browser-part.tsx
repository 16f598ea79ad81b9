import { Tick } from '@goodterms/ui/field.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { ReadingChoices } from './me-menu.tsx';

/** How this browser shows things; kept here and nowhere else. */
export function BrowserPart() {
  const { letterKeys } = usePreferences();
  return (
    <>
      <ReadingChoices />
      <Tick
        label="Keys of one letter work (j, k, p, …). Switch them off when they are in the way of dictation."
        checked={letterKeys}
        onChange={(event) => prefer({ letterKeys: event.target.checked })}
      />
    </>
  );
}
