import { DRIVERS, ENTRANCES, FLOORS, FLOORS_WITH_ROOMS, ROOMS } from './house.ts';
import type { Import } from './sources.ts';

/** A sentence that names the file, what it does, and which rule says no. */
export type Offence = string;

type Rule = (one: Import) => Offence | undefined;

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const floorOf = (path: string) => path.split('/')[0] ?? '';

function roomOf(path: string): string | undefined {
  const [floor = '', room = ''] = path.split('/');
  const hasRooms = (FLOORS_WITH_ROOMS as readonly string[]).includes(floor);
  return hasRooms && (ROOMS as readonly string[]).includes(room) ? room : undefined;
}

const floorsGoDown: Rule = ({ from, to, ours }) => {
  if (!ours || isTest(from)) return undefined;
  const floor = floorOf(from);
  const below = FLOORS[floor] ?? [];
  const allowed = [floor, ...below].some((open) => to === open || to.startsWith(`${open}/`));
  return allowed
    ? undefined
    : `${from} imports ${to}: ${floor} may import ${below.join(', ') || 'nothing of ours'}`;
};

const roomsGoLeft: Rule = ({ from, to, ours }) => {
  const here = roomOf(from);
  const there = roomOf(to);
  if (!ours || isTest(from) || here === undefined || there === undefined) return undefined;
  const order = ROOMS as readonly string[];
  return order.indexOf(there) > order.indexOf(here)
    ? `${from} imports ${to}: ${here} may use only the rooms to its left`
    : undefined;
};

const coreStandsAlone: Rule = ({ from, to, ours }) =>
  floorOf(from) === 'core' && !isTest(from) && !ours
    ? `${from} imports ${to}: core imports no library and no Node module`
    : undefined;

const kernelKnowsNoRoom: Rule = ({ from, to }) =>
  from.startsWith('core/kernel/') && to.startsWith('core/') && !to.startsWith('core/kernel/')
    ? `${from} imports ${to}: the kernel knows no room`
    : undefined;

const platformKnowsNoBusiness: Rule = ({ from, to, ours }) => {
  if (!from.startsWith('server/platform/') || isTest(from) || !ours) return undefined;
  const known = [
    'server/platform/',
    'core/kernel/',
    'formats/',
    'api/agreement.ts',
    'api/fields.ts',
    'api/refusals.ts',
    'core/settings/permissions.ts',
  ];
  return known.some((open) => to.startsWith(open))
    ? undefined
    : `${from} imports ${to}: the platform knows no business`;
};

const storesArePrivate: Rule = ({ from, to }) => {
  const [, room = ''] = /^server\/([^/]+)\/.+\.store\.ts$/.exec(to) ?? [];
  return room !== '' &&
    from.startsWith('server/') &&
    !from.startsWith(`server/${room}/`) &&
    !isTest(from)
    ? `${from} imports ${to}: another room uses actions to change and queries to read`
    : undefined;
};

const sqlInStoresAndQueries: Rule = ({ from, to, names, typeOnly }) => {
  const writesSql = names.some((name) => /^(sql|rows|first)\b/.test(name));
  const mayWrite =
    !from.startsWith('server/') ||
    from.startsWith('server/platform/') ||
    /\.(store|queries)\.ts$/.test(from) ||
    isTest(from);
  return to === 'server/platform/database.ts' && writesSql && !typeOnly && !mayWrite
    ? `${from} writes SQL: that lives in *.store.ts and *.queries.ts`
    : undefined;
};

const driversInPlatform: Rule = ({ from, to, ours }) => {
  const isDriver = !ours && DRIVERS.some((driver) => to === driver || to.startsWith(`${driver}/`));
  const mayKnow =
    !from.startsWith('server/') || from.startsWith('server/platform/') || isTest(from);
  return isDriver && !mayKnow
    ? `${from} imports ${to}: only the platform knows this library`
    : undefined;
};

const noBarrels: Rule = ({ to, ours, from }) =>
  ours && /(^|\/)index\.tsx?$/.test(to)
    ? `${from} imports ${to}: import from the file that defines the thing`
    : undefined;

export const RULES = {
  floorsGoDown,
  roomsGoLeft,
  coreStandsAlone,
  kernelKnowsNoRoom,
  platformKnowsNoBusiness,
  storesArePrivate,
  sqlInStoresAndQueries,
  driversInPlatform,
  noBarrels,
} satisfies Record<string, Rule>;

export function offences(imports: readonly Import[]): Offence[] {
  return imports.flatMap((one) => Object.values(RULES).flatMap((rule) => rule(one) ?? []));
}

/** Files that nothing imports and nobody starts. */
export function deadFiles(paths: readonly string[], imports: readonly Import[]): string[] {
  const wanted = new Set(imports.filter((one) => one.ours).map((one) => one.to));
  return paths.filter(
    (path) => !wanted.has(path) && !ENTRANCES.some((entrance) => entrance.test(path)),
  );
}

/** The first circle among value imports, as a path that ends where it began. */
export function findCircle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, ours, typeOnly } of imports) {
    if (ours && !typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const finished = new Set<string>();
  const walk = (at: string, path: readonly string[]): string[] | undefined => {
    const seenAt = path.indexOf(at);
    if (seenAt >= 0) return [...path.slice(seenAt), at];
    if (finished.has(at)) return undefined;
    for (const to of next.get(at) ?? []) {
      const circle = walk(to, [...path, at]);
      if (circle) return circle;
    }
    finished.add(at);
    return undefined;
  };
  for (const start of next.keys()) {
    const circle = walk(start, []);
    if (circle) return circle;
  }
  return undefined;
}
