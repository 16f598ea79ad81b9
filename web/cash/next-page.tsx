import { Button } from '@goodterms/ui/button.tsx';
import { useEffect, useRef } from 'react';

/** Loads the next page shortly before its end comes into sight; the button does so for everybody. */
export function NextPage({
  of: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || !hasNextPage || isFetchingNextPage) return undefined;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && fetchNextPage(), {
      rootMargin: '600px',
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={end}>
      <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchingNextPage ? 'Loading more …' : 'Show more'}
      </Button>
    </div>
  );
}
