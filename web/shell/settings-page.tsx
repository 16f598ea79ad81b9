import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MatchingRulesPart } from '../cash/matching-rules-part.tsx';
import { ShortPaymentRulesPart } from '../cash/short-payment-rules-part.tsx';
import { useCurrentInView } from '../current-in-view.ts';
import { SenderPart } from '../messaging/sender-part.tsx';
import { paths, SETTINGS_PARTS, type SettingsPart } from '../paths.ts';
import { ApiKeysPart } from '../settings/api-keys-part.tsx';
import { CompanyPart } from '../settings/company-part.tsx';
import { ContactRulesPart } from '../settings/contact-rules-part.tsx';
import { PeoplePart } from '../settings/people-part.tsx';
import { StrategyPart } from '../collections/strategy-part.tsx';
import { BrowserPart } from './browser-part.tsx';
import { YouPart } from '../settings/you-part.tsx';
import styles from './settings-page.module.css';

const PARTS: Readonly<Record<SettingsPart, { readonly name: string; readonly page: ReactNode }>> = {
  company: { name: 'Company', page: <CompanyPart /> },
  people: { name: 'People and roles', page: <PeoplePart /> },
  keys: { name: 'API keys', page: <ApiKeysPart /> },
  strategy: { name: 'Reminder strategy', page: <StrategyPart /> },
  contact: { name: 'Contact rules', page: <ContactRulesPart /> },
  matching: { name: 'Matching', page: <MatchingRulesPart /> },
  'short-payments': { name: 'Short payments', page: <ShortPaymentRulesPart /> },
  sender: { name: 'Sender', page: <SenderPart /> },
  you: { name: 'You', page: <YouPart /> },
  'this-browser': { name: 'This browser', page: <BrowserPart /> },
};

/** Who we are, who may do what, and by which rules. */
export function SettingsPage() {
  const { part } = useParams({ from: '/frame/settings/$part' });
  const shown = SETTINGS_PARTS.find((one) => one === part) ?? 'company';
  const parts = useCurrentInView(shown);
  return (
    <div className={styles.page}>
      <title>{`${PARTS[shown].name} · Goodterms`}</title>
      <nav ref={parts} className={styles.parts} aria-label="Settings">
        {SETTINGS_PARTS.map((one) => (
          <Link key={one} to={paths.settings} params={{ part: one }} className={styles.part}>
            {PARTS[one].name}
          </Link>
        ))}
        <Link to={paths.imports} className={styles.part}>
          Imports
        </Link>
      </nav>
      <main className={styles.main}>
        <h1>{PARTS[shown].name}</h1>
        {PARTS[shown].page}
      </main>
    </div>
  );
}
