import { chanceFrom, type Chance } from './chance.ts';
import { KNOWN } from './known-cast.ts';

/**
 * The small world of tests and demo: everybody in it is invented. Each customer is late, or not,
 * for a reason of its own, so that every cause of lateness can be met.
 */
export type Habit =
  | 'to_the_day'
  | 'early'
  | 'a_little_late'
  | 'habitually_late'
  | 'red_tape'
  | 'stuff_happens'
  | 'our_fault'
  | 'special_bond'
  | 'cannot_pay'
  | 'will_not_pay'
  | 'group_pays'
  | 'new';

export type Player = {
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly currency: 'EUR' | 'GBP' | 'USD';
  readonly timeZone: string;
  readonly habit: Habit;
  readonly termDays: number;
  /** Invoices a month, on average. */
  readonly invoicesAMonth: number;
  /** A usual invoice in whole units of the currency. */
  readonly usualAmount: number;
  readonly parent: string | undefined;
  readonly collector: 'ben' | 'ada';
  readonly contact: { readonly name: string; readonly greeting: string; readonly role: string };
};

const COUNTRIES = [
  {
    country: 'DE',
    language: 'de',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    forms: ['GmbH', 'AG', 'KG'],
  },
  {
    country: 'NL',
    language: 'nl',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    forms: ['B.V.', 'N.V.'],
  },
  {
    country: 'FR',
    language: 'fr',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    forms: ['SARL', 'SAS'],
  },
  {
    country: 'AT',
    language: 'de',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    forms: ['GmbH', 'KG'],
  },
  {
    country: 'IE',
    language: 'en',
    currency: 'EUR',
    timeZone: 'Europe/Dublin',
    forms: ['Ltd', 'DAC'],
  },
  {
    country: 'GB',
    language: 'en',
    currency: 'GBP',
    timeZone: 'Europe/London',
    forms: ['Ltd', 'PLC', 'LLP'],
  },
  {
    country: 'US',
    language: 'en',
    currency: 'USD',
    timeZone: 'America/New_York',
    forms: ['Inc', 'LLC'],
  },
] as const;

const FIRST = [
  'Anke',
  'Bram',
  'Chiara',
  'Dirk',
  'Elif',
  'Femke',
  'Gwen',
  'Hugo',
  'Ines',
  'Joris',
  'Klara',
  'Liam',
  'Maud',
  'Noor',
  'Oskar',
  'Petra',
  'Quentin',
  'Rosa',
  'Sander',
  'Tilda',
  'Umar',
  'Vera',
  'Wanda',
  'Yara',
  'Zeno',
];
const LAST = [
  'Albrecht',
  'Brandsma',
  'Claes',
  'Dupont',
  'Eriksen',
  'Farrell',
  'Grootveld',
  'Hartwig',
  'Iversen',
  'Jansen',
  'Keller',
  'Larsen',
  'Moreau',
  'Nowak',
  'Oduya',
  'Petersen',
  'Quist',
  'Renard',
  'Schreiber',
  'Tanner',
  'Urban',
  'Verhoeven',
  'Whitfield',
  'Ziegler',
];
const TRADES = [
  'Maschinenbau',
  'Optics',
  'Labs',
  'Instruments',
  'Technik',
  'Systems',
  'Foods',
  'Pharma',
  'Marine',
  'Tooling',
  'Analytics',
  'Werke',
  'Controls',
  'Brewing',
  'Textiles',
];
const PLACES = [
  'Alster',
  'Birkdale',
  'Castelnau',
  'Dommel',
  'Eifel',
  'Fenwick',
  'Garonne',
  'Hunte',
  'Isar',
  'Jura',
  'Kelso',
  'Loire',
  'Maas',
  'Neckar',
  'Oder',
  'Pentland',
  'Rhine',
  'Saale',
  'Tweed',
  'Unstrut',
  'Vecht',
  'Weser',
  'Yarrow',
  'Zaan',
  'Ardenne',
  'Bramber',
  'Chiltern',
  'Dijle',
  'Elster',
  'Firth',
  'Gouwe',
  'Havel',
  'Innis',
  'Jagst',
  'Kinzig',
  'Lahn',
  'Mosel',
  'Nidda',
  'Orwell',
  'Peene',
];

/** How the rest of the book behaves: the shares of a healthy book with some trouble in it. */
const HABITS: readonly (readonly [Habit, number])[] = [
  ['to_the_day', 0.3],
  ['early', 0.14],
  ['a_little_late', 0.24],
  ['habitually_late', 0.12],
  ['red_tape', 0.05],
  ['stuff_happens', 0.05],
  ['our_fault', 0.03],
  ['cannot_pay', 0.02],
  ['will_not_pay', 0.02],
  ['new', 0.03],
];

const CUSTOMERS = 120;

export function cast(): Player[] {
  const chance = chanceFrom(20_260_701);
  const known = KNOWN.map((person, i) => complete(person, i, chance));
  const names = new Set(known.map(({ name }) => name));
  const players = [...known];
  while (players.length < CUSTOMERS) {
    const place = PLACES[players.length % PLACES.length] ?? 'Elbe';
    const home = chance.oneOf(COUNTRIES);
    const name = `${place} ${chance.oneOf(TRADES)} ${chance.oneOf(home.forms)}`;
    if (names.has(name)) continue;
    names.add(name);
    players.push(
      complete({ name, habit: habitAt(chance.share()), ...homeOf(home) }, players.length, chance),
    );
  }
  return players;
}

function homeOf({ country, language, currency, timeZone }: (typeof COUNTRIES)[number]) {
  return { country, language, currency, timeZone };
}

function habitAt(share: number): Habit {
  let until = 0;
  for (const [habit, part] of HABITS) {
    until += part;
    if (share < until) return habit;
  }
  return 'to_the_day';
}

function complete(
  person: Partial<Player> & Pick<Player, 'name' | 'habit'>,
  index: number,
  chance: Chance,
): Player {
  const full = `${chance.oneOf(FIRST)} ${chance.oneOf(LAST)}`;
  return {
    number: `C-${1001 + index}`,
    country: 'DE',
    language: 'de',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    termDays: chance.oneOf([14, 30, 30, 30, 45, 60]),
    invoicesAMonth: chance.between(1, 3),
    usualAmount: chance.between(400, 6800),
    parent: undefined,
    collector: index % 3 === 0 ? 'ada' : 'ben',
    contact: {
      name: full,
      greeting: full,
      role: chance.oneOf(['Accounts payable', 'Finance', 'Owner', 'Purchasing']),
    },
    ...person,
  };
}
