import { importBankFile } from '@goodterms/api/cash/cash.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Progress } from '@goodterms/ui/progress.tsx';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useWrite } from '../asking.ts';
import { sentenceOf, type ReplyOf } from '../call.ts';
import { useWhyNot } from '../session.ts';
import { DemoFiles } from './demo-files.tsx';
import styles from './drop-files.module.css';
import { ImportReport } from './import-report.tsx';

type Result = {
  readonly name: string;
  readonly report?: ReplyOf<typeof importBankFile>;
  readonly problem?: string;
};

/** Bank files may be dropped anywhere on the page, several at once. */
export function DropFiles({
  children,
}: {
  readonly children: (chooseFiles: ReactNode) => ReactNode;
}) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { take, results, progress, clear } = useTakeFiles();
  const whyNot = useWhyNot('cash.write');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (whyNot === undefined) void take([...event.dataTransfer.files]);
  };
  return (
    // A second way to do what the button below does; the keyboard has the button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.ground}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setIsOver(false)}
      onDrop={drop}
    >
      {isOver && <div className={styles.over}>{whyNot ?? 'Let go to take the bank file in.'}</div>}
      {(results.length > 0 || progress) && (
        <div className={styles.results} role="status">
          {progress && <Progress {...progress} />}
          {results.map(({ name, report, problem }) =>
            report ? (
              <ImportReport key={name} name={name} report={report} />
            ) : (
              <p key={name} className={styles.problem}>
                <strong>{name}</strong>: {problem}
              </p>
            ),
          )}
          {!progress && (
            <Button look="quiet" className={styles.close} onClick={clear}>
              Close the report
            </Button>
          )}
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Bank files"
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {children(
        <>
          {whyNot === undefined && <DemoFiles onFiles={(files) => void take(files)} />}
          <Button
            whyNot={whyNot}
            busy={progress !== undefined}
            onClick={() => input.current?.click()}
          >
            Take in bank files
          </Button>
        </>,
      )}
    </div>
  );
}

/** One file after the other, so that each finds what the one before has settled. */
function useTakeFiles() {
  const write = useWrite(importBankFile);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [progress, setProgress] = useState<{ value: number; of: number; says: string }>();
  const take = async (files: readonly File[]) => {
    setResults([]);
    for (const [place, file] of files.entries()) {
      const says = `Reading ${file.name}, ${place + 1} of ${files.length}`;
      setProgress({ value: place, of: files.length, says });
      const result = await write
        .mutateAsync({ file, query: {} })
        .then((report) => ({ name: file.name, report }))
        .catch((error: unknown) => ({ name: file.name, problem: sentenceOf(error) }));
      setResults((now) => [...now, result]);
    }
    setProgress(undefined);
  };
  return { take, results, progress, clear: () => setResults([]) };
}
