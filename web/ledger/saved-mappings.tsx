import { dropMapping, listMappings } from '@goodterms/api/ledger/ledger.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking, useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import styles from './imports.module.css';

/** Ways to read files that were given a name; a file whose columns fit is offered them. */
export function SavedMappings() {
  const query = useQuery(asking(listMappings, {}));
  const drop = useWrite(dropMapping);
  const mayNot = useWhyNot('ledger.write');
  const mappings = query.data?.mappings ?? [];
  if (mappings.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>Saved ways to read files</h2>
      <Problem of={drop.error} />
      <ul>
        {mappings.map(({ name, kind, changedAt }) => (
          <li key={`${kind} ${name}`} className={styles.line}>
            <span>
              {name}{' '}
              <span className={styles.soft}>
                {kind} files, <MomentText at={changedAt} />
              </span>
            </span>
            <Button
              look="quiet"
              aria-label={`Forget ${name}`}
              busy={drop.isPending}
              whyNot={mayNot}
              onClick={() => drop.mutate({ params: { name }, query: { kind } })}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
