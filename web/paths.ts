/** Every address of the web app, and the only place where one is written. */
export const paths = {
  today: '/',
  customers: '/customers',
  customer: '/customers/$customerId',
  cash: '/cash',
  cashRates: '/cash/rates',
  messages: '/messages',
  imports: '/imports',
  settingsHome: '/settings',
  settings: '/settings/$part',
  signIn: '/sign-in',
  setUp: '/set-up',
  invitation: '/invitation',
} as const;

/** What is written down beside a customer; part of the address, so that Back closes it. */
export const TASKS = ['call', 'message', 'promise', 'dispute', 'hold', 'note'] as const;
export type Task = (typeof TASKS)[number];

export const SETTINGS_PARTS = [
  'company',
  'people',
  'keys',
  'strategy',
  'contact',
  'matching',
  'short-payments',
  'sender',
  'you',
  'this-browser',
] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

export const MESSAGE_BOXES = [
  'outgoing',
  'held-back',
  'sent',
  'to-resolve',
  'withdrawn',
  'mailbox',
  'templates',
] as const;
export type MessageBox = (typeof MESSAGE_BOXES)[number];

export const TIMELINE_KINDS = [
  'message',
  'payment',
  'promise',
  'dispute',
  'hold',
  'note',
  'ledger',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const LINE_STATES = [
  'open',
  'proposed',
  'unclear',
  'by_rule',
  'by_hand',
  'not_receivable',
  'returned',
  'all',
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** What a person has to say or to fetch beside the lines. */
export const CASH_TASKS = ['short', 'statements', 'announced'] as const;
export type CashTask = (typeof CASH_TASKS)[number];

export type TodaySearch = {
  readonly customer?: string | undefined;
  readonly task?: Task | undefined;
  readonly collector?: string | undefined;
  readonly search?: string | undefined;
};
export type CustomersSearch = {
  readonly search?: string | undefined;
  readonly collector?: string | undefined;
};
export type CustomerSearch = {
  readonly task?: Task | undefined;
  readonly kind?: TimelineKind | undefined;
  readonly search?: string | undefined;
};
export type CashSearch = {
  readonly statement?: string | undefined;
  readonly state?: LineState | undefined;
  readonly line?: string | undefined;
  readonly search?: string | undefined;
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly beside?: CashTask | undefined;
};
export const RATES = ['customer', 'method', 'tier'] as const;
export type RatesSearch = {
  readonly by?: (typeof RATES)[number] | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};
export type ImportsSearch = { readonly file?: string | undefined };
export type MessagesSearch = {
  readonly box?: MessageBox | undefined;
  readonly message?: string | undefined;
  readonly reason?: string | undefined;
  readonly search?: string | undefined;
};
export type SignInSearch = { readonly next?: string | undefined };

type Written = Readonly<Record<string, unknown>>;

/** Reads an address into what a page looks at; what it does not know, it leaves out. */
export const readSearch = {
  today: (written: Written): TodaySearch => ({
    ...text(written, 'customer'),
    ...oneOf(written, 'task', TASKS),
    ...text(written, 'collector'),
    ...text(written, 'search'),
  }),
  customers: (written: Written): CustomersSearch => ({
    ...text(written, 'search'),
    ...text(written, 'collector'),
  }),
  customer: (written: Written): CustomerSearch => ({
    ...oneOf(written, 'task', TASKS),
    ...oneOf(written, 'kind', TIMELINE_KINDS),
    ...text(written, 'search'),
  }),
  cash: (written: Written): CashSearch => ({
    ...text(written, 'statement'),
    ...oneOf(written, 'state', LINE_STATES),
    ...text(written, 'line'),
    ...text(written, 'search'),
    ...text(written, 'account'),
    ...text(written, 'from'),
    ...text(written, 'until'),
    ...text(written, 'min'),
    ...text(written, 'max'),
    ...oneOf(written, 'beside', CASH_TASKS),
  }),
  rates: (written: Written): RatesSearch => ({
    ...oneOf(written, 'by', RATES),
    ...text(written, 'from'),
    ...text(written, 'until'),
  }),
  imports: (written: Written): ImportsSearch => text(written, 'file'),
  messages: (written: Written): MessagesSearch => ({
    ...oneOf(written, 'box', MESSAGE_BOXES),
    ...text(written, 'message'),
    ...text(written, 'reason'),
    ...text(written, 'search'),
  }),
  signIn: (written: Written): SignInSearch => text(written, 'next'),
};

function text<Name extends string>(written: Written, name: Name): { [one in Name]?: string } {
  const value = written[name];
  return typeof value === 'string' && value !== ''
    ? ({ [name]: value.slice(0, 300) } as { [one in Name]?: string })
    : {};
}

function oneOf<Name extends string, Value extends string>(
  written: Written,
  name: Name,
  values: readonly Value[],
): { [one in Name]?: Value } {
  const found = values.find((value) => value === written[name]);
  return found === undefined ? {} : ({ [name]: found } as { [one in Name]?: Value });
}
