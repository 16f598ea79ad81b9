/** What field :86: says about one movement, in whichever way the bank writes it. */
export type Details = {
  readonly name: string | undefined;
  readonly account: string | undefined;
  readonly onBehalfOf: string | undefined;
  readonly remittance: string | undefined;
  readonly endToEnd: string | undefined;
  readonly structured: string | undefined;
  readonly customerReference: string | undefined;
};

export const NO_DETAILS: Details = {
  name: undefined,
  account: undefined,
  onBehalfOf: undefined,
  remittance: undefined,
  endToEnd: undefined,
  structured: undefined,
  customerReference: undefined,
};

/** A line of :86: holds 65 characters; what fills it goes on without a blank. */
const LINE_WIDTH = 65;

/** The dialects in the order in which they are tried; the first that recognises the text reads it. */
const DIALECTS: readonly ((lines: readonly string[]) => Details | undefined)[] = [
  numberedSubfields,
  accountOrPartyLines,
  accountAndNameFirst,
  slashCodes,
  polishLabels,
  knabLabels,
  dutchAccountFirst,
];

export function readDetails(lines: readonly string[]): Details {
  const written = lines.map((line) => line.trimEnd());
  if (written.every((line) => line.trim() === '')) return NO_DETAILS;
  for (const dialect of DIALECTS) {
    const details = dialect(written);
    if (details !== undefined) return details;
  }
  return sepaWords(joined(written));
}

/** '166?00GUTSCHRIFT?20EREF+…?30BIC?31IBAN?32NAME': German, Austrian and Polish banks. */
function numberedSubfields(lines: readonly string[]): Details | undefined {
  const text = lines.join('').trimStart();
  const separator = /^(?:\d{3})?([?>~^<|])\d\d/.exec(text)?.[1];
  if (separator === undefined) return undefined;
  const subfields = new Map<string, string>();
  let number = '00';
  for (const part of text.split(separator).slice(1)) {
    // A separator in the text itself is no subfield: it goes on with the one before.
    const begins = /^\d\d/.test(part);
    if (begins) number = part.slice(0, 2);
    const more = begins ? part.slice(2) : `${separator}${part}`;
    subfields.set(number, (subfields.get(number) ?? '') + more);
  }
  return fromSubfields(subfields);
}

/** ?20 to ?29 hold the purpose; ?60 to ?63 carry it on where ten lines are not enough. */
function fromSubfields(subfields: ReadonlyMap<string, string>): Details {
  const purpose = run(subfields, 20, 29);
  const more = run(subfields, 60, 63);
  const goesOn = subfields.has('29');
  const details = sepaWords(goesOn ? purpose + more : purpose);
  const further = goesOn ? NO_DETAILS : sepaWords(more);
  const remittance = clean(`${details.remittance ?? ''} ${further.remittance ?? ''}`);
  const saysNothing = purpose.trim() === '' && more.trim() === '';
  return {
    ...details,
    name: clean(run(subfields, 32, 33)),
    account: clean(subfields.get('31')) ?? details.account,
    onBehalfOf: details.onBehalfOf ?? further.onBehalfOf,
    remittance: saysNothing ? clean(subfields.get('00')) : remittance,
  };
}

/** Subfields of 27 characters go on without a blank, shorter ones end a word. */
function run(subfields: ReadonlyMap<string, string>, from: number, until: number): string {
  let text = '';
  let previous = 27;
  for (let number = from; number <= until; number += 1) {
    const part = subfields.get(String(number));
    if (part === undefined) continue;
    text += previous >= 27 ? part : ` ${part}`;
    previous = part.length;
  }
  return text;
}

const SEPA_WORD =
  /(?<![A-Z])(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|RREF|IBAN|BIC|PURP)[+:]\s?/g;

/** 'EREF+…SVWZ+…ABWA+…' inside a text; a text without them is all remittance. */
function sepaWords(text: string): Details {
  const found = [...text.matchAll(SEPA_WORD)];
  if (!found.some(([, word = '']) => /EREF|KREF|MREF|SVWZ|RREF/.test(word))) {
    return { ...NO_DETAILS, remittance: clean(text) };
  }
  const values = new Map<string, string>();
  for (const [at, match] of found.entries()) {
    const start = match.index + match[0].length;
    const value = text.slice(start, found[at + 1]?.index ?? text.length);
    if (!values.has(match[1] ?? '')) values.set(match[1] ?? '', value);
  }
  const before = text.slice(0, found[0]?.index ?? 0);
  return {
    ...NO_DETAILS,
    account: clean(values.get('IBAN')),
    onBehalfOf: clean(values.get('ABWA')),
    remittance: clean(`${before} ${values.get('SVWZ') ?? ''}`),
    endToEnd: provided(values.get('EREF')),
    customerReference: provided(values.get('KREF')),
  };
}

const SLASH_CODE =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|KREF|IREF|CSID|MARF|ORDP|BENM|ID|ADDR|ULTD|ULTC|ULTB|CNTP|PURP|RTRN|RTYP|SVCL|TRCD|EXCH|CHGS|OCMT|ACCT|NRTX|SWOD|SWOC|DACS)(?=\/)/g;

/** '/TRTP/SEPA/IBAN/…/NAME/…/REMI/…/EREF/…': Dutch banks and SWIFT's own code words. */
function slashCodes(lines: readonly string[]): Details | undefined {
  const text = lines.map((line) => (line.length >= LINE_WIDTH ? line : `${line} `)).join('');
  const found = [...text.matchAll(SLASH_CODE)];
  if (!text.trimStart().startsWith('/') || found.length === 0) return undefined;
  const values = new Map<string, string>();
  for (const [at, match] of found.entries()) {
    const start = match.index + match[0].length + 1;
    const value = text.slice(start, found[at + 1]?.index ?? text.length);
    if (!values.has(match[1] ?? '') && value !== '')
      values.set(match[1] ?? '', value.trimEnd().replace(/\/$/, ''));
  }
  // ING: /CNTP/account/bic/name/town/ and /REMI/USTD//text/ or /REMI/STRD/CUR/reference/.
  const [account, , name] = values.get('CNTP')?.split('/') ?? [];
  const remittance = values.get('REMI') ?? '';
  const structured = /^STRD\/[A-Z]+\/([^/]+)/.exec(remittance)?.[1];
  return {
    name: clean(values.get('NAME') ?? name),
    account: clean(values.get('IBAN') ?? values.get('ACCT') ?? account),
    onBehalfOf: clean((values.get('ULTD') ?? values.get('ULTB'))?.replace(/^\/?NAME\//, '')),
    remittance: structured === undefined ? clean(remittance.replace(/^USTD\/+/, '')) : undefined,
    endToEnd: provided(values.get('EREF')),
    structured: clean(structured),
    customerReference: provided(values.get('PREF') ?? values.get('KREF')),
  };
}

/** '/ORDP/account', then '/name', then lines of text each with a slash before it. */
function accountOrPartyLines(lines: readonly string[]): Details | undefined {
  const account = /^\/(?:ORDP|BENM)\/([A-Z]{0,2}\d[\dA-Z]{5,33})$/.exec(lines[0] ?? '')?.[1];
  if (account === undefined || !lines[1]?.startsWith('/')) return undefined;
  const rest = lines.slice(2).map((line) => line.replace(/^\/(EMPTY\/)?/, ''));
  return {
    ...NO_DETAILS,
    account,
    name: clean(lines[1].slice(1)),
    remittance: clean(rest.join(' ')),
  };
}

/** 'NL44ABNA0548041814 name' on the first line, the text on the others: ASN and SNS. */
function accountAndNameFirst(lines: readonly string[]): Details | undefined {
  const [, account, name] = /^([A-Z]{2}\d{2}[A-Z0-9]{10,30})\s+(\S.*)$/.exec(lines[0] ?? '') ?? [];
  if (account === undefined) return undefined;
  const rest = lines.slice(1).filter((line) => line.trim() !== '');
  const further = rest.length === 0 ? NO_DETAILS : readDetails(rest);
  return { ...further, account, name: further.name ?? clean(name) };
}

/** 'Z RACH.: account; OD: name; TYT.: text; TNR: number': mBank. */
function polishLabels(lines: readonly string[]): Details | undefined {
  const text = lines
    .map((line) => `${line} `)
    .join('')
    .replace(/\s+/g, ' ');
  if (!/\bTYT\.?:/.test(text)) return undefined;
  const value = (label: RegExp): string | undefined => {
    const start = label.exec(text);
    return start === null ? undefined : text.slice(start.index + start[0].length).split(';')[0];
  };
  return {
    ...NO_DETAILS,
    name: clean(value(/(?:;|^)\s*(?:OD|DLA):/)),
    account: clean(value(/\b(?:Z|NA) RACH\.?:/))?.replaceAll(' ', ''),
    remittance: clean(value(/\bTYT\.?:/)),
  };
}

/** 'REK: account/NAAM: name' after the text: Knab. */
function knabLabels(lines: readonly string[]): Details | undefined {
  const text = joined(lines);
  const [labels, account, name] =
    /\bREK:\s*([A-Z]{2}\d{2}[A-Z0-9]+)\s?\/\s?NAAM:\s*(.*)$/.exec(text) ?? [];
  if (labels === undefined) return undefined;
  return { ...NO_DETAILS, account, name: clean(name), remittance: clean(text.replace(labels, '')) };
}

/** '64.45.12.113 name   text', 'GIRO 428428 name   text', '0111111111 text': ABN AMRO, Postbank, ING. */
function dutchAccountFirst(lines: readonly string[]): Details | undefined {
  const [head, account, name] =
    /^(\d{2}\.\d{2}\.\d{2}\.\d{2,3}|GIRO {1,4}\d{1,10}) {1,30}(\S(?: ?\S)*)(?: {2,}|$)/.exec(
      lines[0] ?? '',
    ) ?? [];
  if (head !== undefined) {
    const rest = [(lines[0] ?? '').slice(head.length), ...lines.slice(1)];
    return {
      ...NO_DETAILS,
      account: account?.replace(/^GIRO\s+/, '').replaceAll('.', ''),
      name: clean(name),
      remittance: clean(rest.join(' ')),
    };
  }
  const plain = /^(\d{10}) (?=\S)/.exec(lines[0] ?? '')?.[1];
  if (plain === undefined) return undefined;
  return { ...NO_DETAILS, account: plain, remittance: clean(joined(lines).slice(11)) };
}

/** Field :NS: of older German banks and of Sberbank: each line begins with its number. */
export function readNumberedLines(lines: readonly string[]): Details {
  const numbered = lines.map((line) => ({
    number: Number(/^\d\d/.exec(line)?.[0] ?? '0'),
    text: line.slice(2),
  }));
  const of = (from: number, until: number) =>
    clean(
      numbered
        .filter(({ number }) => number >= from && number <= until)
        .map(({ text }) => text)
        .join(' '),
    );
  return {
    ...NO_DETAILS,
    remittance: of(1, 14) ?? of(17, 17),
    name: of(15, 16),
    account: of(20, 20),
  };
}

function joined(lines: readonly string[]): string {
  let text = '';
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    text += at === 0 || before.length >= LINE_WIDTH ? line : ` ${line}`;
  }
  return text;
}

function clean(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/\s+/g, ' ').trim();
  return trimmed === '' ? undefined : trimmed;
}

function provided(text: string | undefined): string | undefined {
  const reference = clean(text);
  return reference === undefined || /^(not ?provided|nonref|none)$/i.test(reference)
    ? undefined
    : reference;
}
