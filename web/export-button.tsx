import type { Endpoint } from '@goodterms/api/agreement.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { useMutation } from '@tanstack/react-query';
import { fetchCsv, type Ask } from './call.ts';
import { Problem } from './problem.tsx';

/** What the page lists, as it is narrowed now, as a file that a spreadsheet opens. */
export function ExportButton<E extends Endpoint>({
  endpoint,
  ask,
}: {
  readonly endpoint: E;
  readonly ask: Ask<E>;
}) {
  const fetched = useMutation({ mutationFn: () => fetchCsv(endpoint, ask), onSuccess: save });
  return (
    <div>
      <Button
        look="quiet"
        title="All of this list as CSV, for a spreadsheet"
        busy={fetched.isPending}
        onClick={() => fetched.mutate()}
      >
        {fetched.isPending ? 'Exporting …' : 'Export'}
      </Button>
      <Problem of={fetched.error} />
    </div>
  );
}

function save({ name, content }: { readonly name: string; readonly content: Blob }): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
