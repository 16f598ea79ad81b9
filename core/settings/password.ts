/** At least so many characters; there is no other rule of composition, which only annoys. */
export const MIN_PASSWORD_LENGTH = 12;

/**
 * True for what somebody would try first: a well-known word or row of keys, once or repeated, with
 * digits and signs around it and letters written as digits; or a name from around the account.
 */
export function isCommonPassword(password: string, around: readonly string[]): boolean {
  const plain = lettersOf(password);
  const words = [...FIRST_TRIED, ...around.flatMap(wordsOf)];
  return (
    new Set(password).size < 5 ||
    isRowOfKeys(password.toLowerCase()) ||
    words.some((word) => restAfter(plain, word).length <= 2)
  );
}

const FIRST_TRIED: readonly string[] = (
  'password passwort motdepasse wachtwoord contrasena senha parola haslo admin administrator ' +
  'welcome willkommen welkom bienvenue bonjour hello letmein iloveyou sunshine princess monkey ' +
  'dragon football baseball superman batman starwars pokemon master shadow michael jennifer ' +
  'qwerty qwertz azerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm trustno computer internet ' +
  'samsung google whatever secret geheim changeme default test guest login user root ' +
  'summer winter spring autumn sommer goodterms invoice invoices receivables collections ' +
  'payment company finance money abc abcdef abcdefgh correcthorsebatterystaple'
).split(' ');

const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  '1q2w3e4r5t6y7u8i9o0p',
];

const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Without the digits and signs at both ends; inside, digits are read as the letters they imitate. */
function lettersOf(password: string): string {
  return password
    .toLowerCase()
    .replace(/^[^a-z@$]+/, '')
    .replace(/[^a-z]+$/, '')
    .replaceAll(/./gu, (character) => LETTER_OF[character] ?? character)
    .replaceAll(/[^a-z]/g, '');
}

function restAfter(plain: string, word: string): string {
  return word.length < 3 ? plain : plain.replaceAll(word, '');
}

function wordsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  return [...words, words.join('')].filter((word) => word.length >= 4);
}

function isRowOfKeys(password: string): boolean {
  const rows = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')]);
  const longest = rows.reduce((most, row) => Math.max(most, longestRun(password, row)), 0);
  return password.length - longest < 4;
}

/** How many characters at the start of `password` walk along `row`, beginning anywhere. */
function longestRun(password: string, row: string): number {
  let longest = 0;
  for (let start = 0; start < row.length; start += 1) {
    let length = 0;
    while (length < password.length && password[length] === row[start + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
