import { searchEverything } from '@goodterms/api/customers/customers.ts';
import { CommandPalette, type Command } from '@goodterms/ui/command-palette.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { asking } from '../asking.ts';
import { useKeyList } from '../keys.ts';
import { paths, type SettingsPart } from '../paths.ts';
import { prefer } from '../preferences.ts';

const KINDS: Readonly<Record<string, string>> = {
  customer: 'customer',
  open_item: 'invoice',
  credit_item: 'payment or credit',
  contact: 'person',
};

const PAGES = [
  paths.today,
  paths.customers,
  paths.cash,
  paths.messages,
  paths.imports,
  paths.cashRates,
] as const;

/** Finds customers, invoices, payments and people; does whatever has a key; goes anywhere. */
export function Finder({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query.trim());
  const navigate = useNavigate();
  const commands = useCommands();
  const found = useQuery({
    ...asking(searchEverything, { query: { q: asked || '-' } }),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  });
  const hits: Command[] =
    asked.length > 1
      ? (found.data?.hits ?? []).flatMap((hit) =>
          hit.customerId === null
            ? []
            : [
                {
                  key: `${hit.kind}-${hit.id}`,
                  title: hit.title,
                  detail: [KINDS[hit.kind], hit.detail].filter(Boolean).join(' · '),
                  run: () =>
                    void navigate({
                      to: paths.customer,
                      params: { customerId: hit.customerId ?? '' },
                    }),
                },
              ],
        )
      : [];
  const words = query.trim().toLowerCase();
  const fitting = commands.filter(({ title }) => title.toLowerCase().includes(words));

  return (
    <CommandPalette
      label="Find or do"
      placeholder="A customer, an invoice number, an amount, or what you want to do"
      query={query}
      onQuery={setQuery}
      groups={[
        { title: 'Found', commands: hits },
        { title: 'Do and go', commands: fitting.slice(0, words === '' ? 30 : 8) },
      ]}
      emptySays={
        found.isFetching ? 'Looking …' : `Nothing is called “${query}”. Try a number or a name.`
      }
      onClose={onClose}
    />
  );
}

function useCommands(): Command[] {
  const navigate = useNavigate();
  const keyed = useKeyList()
    .toReversed()
    .flatMap(({ title: where, keys }) =>
      keys
        .filter(([key]) => !['/', 'Control+K', 'Escape', 'Enter', 'j', 'k'].includes(key))
        .map(([key, { says, run }]) => ({
          key: `key-${where}-${key}`.replaceAll(/\W/g, '-'),
          title: says,
          detail: where,
          keyHint: key,
          run,
        })),
    );
  const go = (title: string, part: SettingsPart): Command => ({
    key: `settings-${part}`,
    title,
    detail: 'Settings',
    run: () => void navigate({ to: paths.settings, params: { part } }),
  });
  const page = (title: string, to: (typeof PAGES)[number]): Command => ({
    key: `page-${title}`,
    title,
    detail: 'Go to',
    run: () => void navigate({ to }),
  });
  return [
    ...keyed,
    page('Today', paths.today),
    page('Customers', paths.customers),
    page('Cash', paths.cash),
    page('Messages', paths.messages),
    page('How sure matching is', paths.cashRates),
    page('Imports', paths.imports),
    go('Company', 'company'),
    go('People and roles', 'people'),
    go('API keys', 'keys'),
    go('Reminder strategy', 'strategy'),
    go('Contact rules and calendar', 'contact'),
    go('How sure matching must be', 'matching'),
    go('Short payments and write-offs', 'short-payments'),
    go('Sender of mail', 'sender'),
    go('Password and sessions', 'you'),
    choose('Light theme', () => prefer({ theme: 'light' })),
    choose('Dark theme', () => prefer({ theme: 'dark' })),
    choose('Theme as the system', () => prefer({ theme: 'system' })),
    choose('Dense rows', () => prefer({ density: 'dense' })),
    choose('Comfortable rows', () => prefer({ density: 'comfortable' })),
  ];
}

function choose(title: string, run: () => void): Command {
  return { key: `choose-${title.replaceAll(' ', '-')}`, title, detail: 'This browser', run };
}
