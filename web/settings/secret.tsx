import { Button } from '@goodterms/ui/button.tsx';
import { useState } from 'react';
import styles from './settings.module.css';

/** Something that is shown once. */
export function Secret({ says, text }: { readonly says: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.secret} role="status">
      <p>{says}</p>
      <code>{text}</code>
      <div>
        <Button
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}
