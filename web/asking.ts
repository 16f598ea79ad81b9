import type { Endpoint } from '@goodterms/api/agreement.ts';
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { call, type Ask, type CallOptions, type ReplyOf } from './call.ts';

/** A question to the server, named by its path and what was asked. */
export function asking<E extends Endpoint>(endpoint: E, ask: Ask<E>) {
  return queryOptions({
    queryKey: [endpoint.path, ask],
    queryFn: ({ signal }) => call(endpoint, ask, { signal }),
  });
}

/** A list that comes in pages; every page names the next. */
export function askingPages<E extends Endpoint>(endpoint: E, ask: Ask<E>) {
  const { query, ...rest } = ask as { query?: object };
  return infiniteQueryOptions({
    queryKey: [endpoint.path, 'pages', ask],
    queryFn: ({ signal, pageParam }) =>
      call(endpoint, { ...rest, query: { ...query, cursor: pageParam } } as Ask<E>, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page as { nextCursor: string | null }).nextCursor ?? undefined,
  });
}

/**
 * A write. An intent that is tried again after a failure carries the same idempotency key, so that
 * a lost answer cannot make it happen twice. What is on the page is asked afresh afterwards: any
 * fact may change any sentence.
 */
export function useWrite<E extends Endpoint>(
  endpoint: E,
  { onSent }: Pick<CallOptions, 'onSent'> = {},
) {
  const client = useQueryClient();
  const intent = useRef<{ readonly asked: string; readonly key: string }>(undefined);
  return useMutation<ReplyOf<E>, Error, Ask<E>>({
    mutationFn: (ask) => {
      const asked = nameOf(ask);
      if (intent.current?.asked !== asked) intent.current = { asked, key: newKey() };
      return call(endpoint, ask, { idempotencyKey: intent.current.key, onSent });
    },
    onSuccess: () => {
      intent.current = undefined;
      void client.invalidateQueries();
    },
  });
}

/** Not `randomUUID`, which browsers keep for https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function nameOf(ask: object): string {
  return JSON.stringify(ask, (_name, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  );
}
