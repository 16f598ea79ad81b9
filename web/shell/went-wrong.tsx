import { Button } from '@goodterms/ui/button.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Link, useRouter } from '@tanstack/react-router';
import { sentenceOf } from '../call.ts';
import { paths } from '../paths.ts';
import styles from './went-wrong.module.css';

/** A page that could not be shown: what happened, and the way on. */
export function WentWrong({ error }: { readonly error: unknown }) {
  const router = useRouter();
  return (
    <main className={styles.page}>
      <EmptyState
        title="This page cannot be shown"
        action={
          <Button look="main" onClick={() => void router.invalidate()}>
            Try again
          </Button>
        }
      >
        {sentenceOf(error)}
      </EmptyState>
    </main>
  );
}

export function NotHere() {
  return (
    <main className={styles.page}>
      <EmptyState
        title="There is nothing under this address"
        action={<Link to={paths.today}>Go to Today</Link>}
      />
    </main>
  );
}
