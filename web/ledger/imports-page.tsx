import { Button } from '@goodterms/ui/button.tsx';
import { sizeWords } from '@goodterms/ui/size-words.ts';
import { counted } from '@goodterms/ui/day-words.ts';
import { Progress } from '@goodterms/ui/progress.tsx';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { ImportAccept } from './import-accept.tsx';
import { ImportDifference } from './import-difference.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportReading } from './import-reading.tsx';
import styles from './imports.module.css';
import { useLedgerImport, type LedgerImport } from './ledger-import.ts';
import { SavedMappings } from './saved-mappings.tsx';

const route = getRouteApi('/frame/imports');

/** The ledger comes in: drop a file, see how it is read and what it changes, then say yes. */
export function ImportsPage() {
  const { file: shown } = route.useSearch();
  const work = useLedgerImport();
  const whyNot = useWhyNot('ledger.write');
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (whyNot === undefined && files.length > 0) work.begin(files);
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
      {isOver && <div className={styles.over}>{whyNot ?? 'Let go to look into the file.'}</div>}
      <main className={styles.page}>
        <title>Imports · Goodterms</title>
        <header className={styles.head}>
          <h1>Imports</h1>
          <p className={styles.soft}>
            Customers and open items from your accounting system. Bank files belong to{' '}
            <Link to={paths.cash}>Cash</Link>.
          </p>
        </header>
        {work.file ? (
          <Work key={work.file.name} work={work} whyNot={whyNot} />
        ) : (
          <>
            <ChooseFile onFiles={work.begin} whyNot={whyNot} />
            <SavedMappings />
            <ImportHistory shown={shown} />
          </>
        )}
      </main>
    </div>
  );
}

function Work({
  work,
  whyNot,
}: {
  readonly work: LedgerImport;
  readonly whyNot: string | undefined;
}) {
  const { file, others, report, sent, isReading, isTaking, isTaken } = work;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (file === undefined) return null;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.file}>
          <h2 ref={heading} tabIndex={-1}>
            {file.name}
          </h2>
          <span className={styles.soft}>
            {sizeWords(file.size)}
            {report?.files[0] && `, ${counted(report.files[0].rows, 'row')}`}
            {others.length > 0 && `, ${counted(others.length, 'more file')} after it`}
          </span>
          <span className={styles.end}>
            <Button look="quiet" onClick={work.leave}>
              {isTaken ? 'Back to the imports' : 'Leave it'}
            </Button>
          </span>
        </div>
        <div role="status">
          {(isReading || isTaking) && (
            <Progress
              value={Math.min(sent, file.size)}
              of={file.size}
              says={
                sent < file.size
                  ? `${sizeWords(sent)} of ${sizeWords(file.size)} sent`
                  : isTaking
                    ? 'Being taken in …'
                    : 'Being compared with the books …'
              }
            />
          )}
        </div>
        <Problem of={work.error} />
      </div>
      {report && (
        <>
          <div className={isTaken ? styles.part : styles.beside}>
            {!isTaken && <ImportReading work={work} report={report} />}
            <ImportDifference report={report} />
          </div>
          <ImportAccept work={work} report={report} whyNot={whyNot} />
        </>
      )}
    </>
  );
}

function ChooseFile({
  onFiles,
  whyNot,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly whyNot: string | undefined;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className={styles.drop} aria-label="A file">
      <p className={styles.dropTitle}>Drop a file of your accounting system anywhere here</p>
      <p className={styles.soft}>
        Open items, invoices, payments, customers or contacts; CSV, Excel or any other table, with
        columns in any order and language; SAF-T, electronic invoices, and many of them in a ZIP.
        You see how it is read and what it changes before anything changes, and the same file twice
        changes nothing.
      </p>
      <div>
        <Button look="main" whyNot={whyNot} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Ledger files"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onFiles(files);
          event.target.value = '';
        }}
      />
    </section>
  );
}
