import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { UndoBar } from '@goodterms/ui/undo-bar.tsx';
import { useKeys } from '../keys.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import { takeBack, useUndo } from '../undo.ts';
import { Finder } from './finder.tsx';
import styles from './frame.module.css';
import { Freshness } from './freshness.tsx';
import { KeyHelp } from './key-help.tsx';
import { MeMenu } from './me-menu.tsx';
import { SendingSwitch } from './sending-switch.tsx';

const PLACES = [
  { to: paths.today, name: 'Today' },
  { to: paths.customers, name: 'Customers' },
  { to: paths.cash, name: 'Cash' },
  { to: paths.messages, name: 'Messages' },
  { to: paths.imports, name: 'Imports' },
  { to: paths.settingsHome, name: 'Settings' },
] as const;

/** What stands around every page: where one can go, what leaves the house, who one is. */
export function Frame() {
  const { tenant, isDemo } = useSession();
  const { pathname } = useLocation();
  const undo = useUndo();
  const [open, setOpen] = useState<'finder' | 'keys'>();
  useFrameKeys(setOpen);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        To the page
      </a>
      <header className={styles.top}>
        <Link to={paths.today} className={styles.name} title={tenant.name}>
          <img src="/icon.svg" width="20" height="20" alt="" />
          <span className={styles.company}>{tenant.name}</span>
          {isDemo && <span className={styles.demo}>demo</span>}
        </Link>
        <nav className={styles.places} aria-label="Pages">
          {PLACES.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === paths.today, includeSearch: false }}
              className={styles.place}
            >
              {name}
            </Link>
          ))}
        </nav>
        <button
          type="button"
          className={styles.find}
          aria-keyshortcuts="/ Control+K"
          onClick={() => setOpen('finder')}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
            <path d="m10.5 10.5 3.5 3.5" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          <span className={styles.findWords}>Find or do</span>
          <kbd className={styles.findKey} aria-hidden="true">
            /
          </kbd>
        </button>
        <Freshness />
        <SendingSwitch />
        <MeMenu onKeys={() => setOpen('keys')} />
      </header>
      {/* A page of its own begins at its top; what changes within a page does not move it. */}
      <div id="page" key={pathname} className={styles.page} tabIndex={-1}>
        <Outlet />
      </div>
      {open === 'finder' && <Finder onClose={() => setOpen(undefined)} />}
      {open === 'keys' && <KeyHelp onClose={() => setOpen(undefined)} />}
      <UndoBar said={undo?.said} problem={undo?.problem} onUndo={() => void takeBack()} />
    </div>
  );
}

function useFrameKeys(open: (what: 'finder' | 'keys') => void): void {
  useKeys('Everywhere', {
    '/': { says: 'Find anything', run: () => open('finder') },
    'Control+K': { says: 'Find or do anything', run: () => open('finder') },
    '?': { says: 'Show the keys', run: () => open('keys') },
    u: { says: 'Undo what was just done', run: () => void takeBack() },
  });
}
