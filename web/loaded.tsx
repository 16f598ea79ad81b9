import { Button } from '@goodterms/ui/button.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Skeleton } from '@goodterms/ui/skeleton.tsx';
import type { ReactNode } from 'react';
import { sentenceOf } from './call.ts';

/** An answer on its way, declined, or here. The frame of the page stands in all three cases. */
export function Loaded<Reply>({
  query,
  rows = 6,
  children,
}: {
  readonly query: {
    readonly data: Reply | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly rows?: number;
  readonly children: (reply: Reply) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) {
    return (
      <EmptyState
        title="This cannot be shown now"
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {sentenceOf(query.error)}
      </EmptyState>
    );
  }
  return <Skeleton rows={rows} />;
}
