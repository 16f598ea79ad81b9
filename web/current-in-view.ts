import { useEffect, useRef } from 'react';

/** For a row of links that is wider than a phone: the one that is open is never out of sight. */
export function useCurrentInView(current: string) {
  const row = useRef<HTMLElement>(null);
  const seen = useRef<string>(undefined);
  useEffect(() => {
    if (seen.current === current) return;
    seen.current = current;
    row.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  });
  return row;
}
