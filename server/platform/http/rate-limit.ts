/** So many requests within a span, counted per key in memory. */
export type RateLimit = {
  /** Seconds to wait, or undefined when the request may go on. */
  take(key: string, at: Date): number | undefined;
  forget(key: string): void;
};

export type RateRule = { readonly max: number; readonly windowSeconds: number };

/** Beyond so many keys the oldest window is forgotten: memory is bounded whoever calls. */
const MOST_KEYS = 50_000;

export function rateLimit({ max, windowSeconds }: RateRule): RateLimit {
  const windows = new Map<string, { startedAtMs: number; count: number }>();
  return {
    take(key, at) {
      const nowMs = at.getTime();
      const window = windows.get(key);
      const isOver = !window || nowMs - window.startedAtMs >= windowSeconds * 1000;
      if (isOver) {
        windows.delete(key);
        windows.set(key, { startedAtMs: nowMs, count: 1 });
        if (windows.size > MOST_KEYS) windows.delete(windows.keys().next().value ?? '');
        return undefined;
      }
      window.count += 1;
      if (window.count <= max) return undefined;
      return Math.max(1, Math.ceil((window.startedAtMs + windowSeconds * 1000 - nowMs) / 1000));
    },
    forget: (key) => void windows.delete(key),
  };
}

/** An IPv4 address, or the /64 of an IPv6 address: what one household or office holds. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter((group) => group !== '');
  const back = tail.split(':').filter((group) => group !== '');
  const middle = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return `${[...front, ...middle, ...back].slice(0, 4).join(':')}::/64`;
}
