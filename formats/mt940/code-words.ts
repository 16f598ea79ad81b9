import { clean, goesOn, provided, type Details } from './field-86.ts';

/** Anywhere in the text, as lines are wrapped in the middle of words. */
const CODES =
  'TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|KREF|IREF|RREF|CSID|MARF|ORDP|BENM|ID|ADDR|ULTD|ULTC|ULTB|CNTP|PURP|RTRN|RTYP|ISDT|SVCL|TRCD|EXCH|CHGS|CHRG|OCMT|OAMT|RCMT|ACCT|ACNO|BAI|CRNM|DBNM|CACT|DACT|CBIC|DBIC|NRTX|SWOD|SWOC|DACS';
/** At the beginning of a line any such word is a code, known or not. */
const CODE_WORD = new RegExp(`/(?:(${CODES})|(?<=(?:^|\\n) ?/)([A-Z]{3,4}))(?=/)`, 'g');

/** '/TRTP/SEPA/IBAN/…/NAME/…/REMI/…/EREF/…': Dutch and Nordic banks and SWIFT's own code words. */
export function slashCodes(lines: readonly string[]): Details | undefined {
  const text = lines.map((line, at) => (goesOn(lines, at) ? line : `${line}\n`)).join('');
  const found = [...text.matchAll(CODE_WORD)];
  const isKnown = found.some(([, known]) => known !== undefined);
  if (!text.trimStart().startsWith('/') || !isKnown) return undefined;
  const values = new Map<string, string>();
  for (const [at, match] of found.entries()) {
    const code = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].length + 1;
    const value = text.slice(start, found[at + 1]?.index ?? text.length);
    if (!values.has(code) && value !== '') values.set(code, value.trimEnd().replace(/\/$/, ''));
  }
  // ING: /CNTP/account/bic/name/town/ and /REMI/USTD//text/ or /REMI/STRD/CUR/reference/.
  const [account, , name] = values.get('CNTP')?.split('/') ?? [];
  const { remittance, structured } = remittanceOf(values);
  const details: Details = {
    name: clean(values.get('NAME') ?? name) ?? clean(partyOf(values)),
    account: clean(
      ACCOUNTS.map((code) => values.get(code)).find((written) => written !== undefined) ?? account,
    )?.replaceAll(' ', ''),
    onBehalfOf: clean((values.get('ULTD') ?? values.get('ULTB'))?.replace(/^\/?NAME\//, '')),
    remittance,
    endToEnd: provided(values.get('EREF')),
    structured,
    customerReference: provided(values.get('PREF') ?? values.get('KREF')),
  };
  // Of codes that say nothing known, the text itself is what a person can read.
  const saysNothing = Object.values(details).every((value) => value === undefined);
  return saysNothing ? { ...details, remittance: clean(text.replaceAll('\n', ' ')) } : details;
}

const ACCOUNTS = ['IBAN', 'ACCT', 'ACNO', 'CACT', 'DACT'];

/** '/ORDP/Acme Ltd': without a code word for the name the party itself is the name. */
function partyOf(values: ReadonlyMap<string, string>): string | undefined {
  const party = values.get('ORDP') ?? values.get('BENM');
  if (party !== undefined && !/^[/\s]*$/.test(party)) return party;
  return values.get('CRNM') ?? values.get('DBNM');
}

/** A creditor's reference stands in the text: '/REMI/STRD/CUR/…' or '…/CDTRREF/…'. */
function remittanceOf(
  values: ReadonlyMap<string, string>,
): Pick<Details, 'remittance' | 'structured'> {
  // /BAI/469/text: the text of the transaction's code, where the payer wrote none.
  const written = values.get('REMI') ?? values.get('BAI')?.replace(/^\d{3}\//, '') ?? '';
  const structured =
    /^STRD\/[A-Z]+\/([^/]+)/.exec(written)?.[1] ?? /\/CDTRREF\/([^/]+)/.exec(written)?.[1];
  if (structured !== undefined) return { remittance: undefined, structured: clean(structured) };
  return { remittance: clean(written.replace(/^USTD\/+/, '')), structured: undefined };
}
