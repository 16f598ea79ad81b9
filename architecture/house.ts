/**
 * The house on one page. A floor may import the floors listed for it, and nothing else of ours;
 * `core/kernel` as an entry means that part of a floor only.
 */
export const FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  formats: ['core/kernel'],
  api: ['core'],
  server: ['core', 'formats', 'api'],
  ui: ['core/kernel'],
  web: ['core', 'api', 'ui'],
  demo: ['core', 'formats', 'api', 'server'],
  cli: ['core', 'formats', 'api', 'server', 'demo'],
  stories: ['core', 'formats', 'api', 'server', 'demo', 'cli'],
  architecture: ['core', 'api', 'server'],
};

/** The rooms, left to right, the same on every floor. A room may use rooms to its left. */
export const ROOMS = [
  'settings',
  'customers',
  'messaging',
  'ledger',
  'disputes',
  'cash',
  'credit',
  'collections',
  'portal',
  'insight',
] as const;

/** Floors on which the rooms stand above each other. */
export const FLOORS_WITH_ROOMS = ['core', 'api', 'server', 'web'] as const;

/** Libraries that only `server/platform` may know. */
export const DRIVERS = [
  'pg',
  'kysely',
  'pg-boss',
  'pg-copy-streams',
  'fastify',
  'nodemailer',
  'better-auth',
  'pino',
];

/** Files that are started rather than imported. */
export const ENTRANCES = [
  /\.test\.tsx?$/,
  /\.config\.ts$/,
  /^web\/main\.tsx$/,
  /^cli\/main\.ts$/,
  /^server\/main\.ts$/,
  /^stories\/cluster\.ts$/,
  /^stories\/bench\/main\.ts$/,
  /\.worker\.ts$/,
  /^formats\/fuzz\/main\.ts$/,
  /^stories\/.*-(child|worker)\.ts$/,
  /\.d\.ts$/,
];
