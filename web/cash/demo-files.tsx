import { listDemoBankFiles } from '@goodterms/api/cash/demo-bank-file.ts';
import { listImports } from '@goodterms/api/ledger/import-history.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import { useSession } from '../session.ts';

/** In the demo, bank files of the last days lie ready to be taken in, as if they had been dropped. */
export function DemoFiles({ onFiles }: { readonly onFiles: (files: File[]) => void }) {
  const { isDemo } = useSession();
  const files = useQuery({ ...asking(listDemoBankFiles, {}), enabled: isDemo });
  const taken = useQuery({ ...asking(listImports, { query: { kind: 'bank' } }), enabled: isDemo });
  if (files.data === undefined || taken.data === undefined) return null;
  const here = new Set(taken.data.rows.map(({ name }) => name));
  const ready = files.data.files.filter(({ name }) => !here.has(name));
  if (ready.length === 0) return null;
  return (
    <Button
      look="quiet"
      title={ready.map(({ name }) => name).join(', ')}
      onClick={() => onFiles(ready.map(({ name, text }) => new File([text], name)))}
    >
      Take in the {ready.length === 1 ? 'bank file' : `${ready.length} bank files`} of the demo
    </Button>
  );
}
