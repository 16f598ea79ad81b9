import { slashCodes } from './code-words.ts';
import { clean, joined, LINE_WIDTH, NO_DETAILS, provided, type Details } from './field-86.ts';

/** The dialects in the order in which they are tried; the first that recognises the text reads it. */
const DIALECTS: readonly ((lines: readonly string[]) => Details | undefined)[] = [
  accountOrPartyLines,
  accountAndNameFirst,
  slashCodes,
  textBeforeCodes,
  polishLabels,
  knabLabels,
  dutchLabels,
  dutchAccountFirst,
];

export function readDetails(lines: readonly string[]): Details {
  const written = withoutLoneCode(lines.map((line) => line.trimEnd()));
  if (written.every((line) => line.trim() === '')) return NO_DETAILS;
  // The blank that ends a line of subfields is one between two words.
  const subfields = numberedSubfields(withoutLoneCode(lines.map(withOneBlankBehind)));
  if (subfields !== undefined) return subfields;
  for (const dialect of DIALECTS) {
    const details = dialect(written);
    if (details !== undefined) return details;
  }
  // 999 is the German transaction code of a text without subfields.
  return sepaWords(joined(written).replace(CODE_BEFORE_TEXT, ''));
}

/** '999' of German banks, 'Z04?' of UBS. */
const CODE_BEFORE_TEXT = /^(?:999(?=\s?\p{L})|[A-Z][A-Z\d]\d\?(?!\d\d))/u;

function withOneBlankBehind(line: string): string {
  return line.replace(/\s+$/, ' ');
}

/** Some banks send the code of the transaction in a field of its own before the subfields. */
function withoutLoneCode(lines: readonly string[]): readonly string[] {
  const [code = '', next = ''] = lines;
  const isLone = /^\d{3}\s*$/.test(code) && next.startsWith(code.trim()) && next.length > 3;
  return isLone ? lines.slice(1) : lines;
}

/** '166?00GUTSCHRIFT?20EREF+…?30BIC?31IBAN?32NAME': German, Austrian and Polish banks. */
function numberedSubfields(lines: readonly string[]): Details | undefined {
  const text = wrapped(lines).trimStart();
  const separator = /^(?:\d{3})?([?>~^<|])\d\d/.exec(text)?.[1];
  if (separator === undefined) return undefined;
  const subfields = new Map<string, string>();
  let number = '00';
  for (const part of text.split(separator).slice(1)) {
    // A separator in the text itself is no subfield: it goes on with the one before.
    const begins = /^(?:[0-3]\d|6[0-3])/.test(part);
    if (begins) number = part.slice(0, 2);
    const more = begins ? part.slice(2) : `${separator}${part}`;
    subfields.set(number, (subfields.get(number) ?? '') + more);
  }
  // Byte 255, which is one of these two, stands for nothing at banks in Poland.
  const said = [...subfields].map(([at, value]) => [at, value.replace(/^[ÿ˙]\s*$/, '')] as const);
  return fromSubfields(new Map(said));
}

/**
 * Subfields run on from line to line, in the middle of words and numbers. A line that ends long
 * before its width between two letters was ended on purpose.
 */
function wrapped(lines: readonly string[]): string {
  let text = '';
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    const isEnded = before.length < LINE_WIDTH - 10 && /\p{L}$/u.test(before);
    text += isEnded && /^\p{L}/u.test(line) ? ` ${line}` : line;
  }
  return text;
}

/** ?20 to ?29 hold the purpose; ?60 to ?63 carry it on where ten lines are not enough. */
function fromSubfields(subfields: ReadonlyMap<string, string>): Details {
  // Polish banks end the purpose early and put the name in ?27 and ?28.
  const isPolish = subfields.has('27') && !subfields.has('26') && !subfields.has('32');
  const purpose = run(subfields, 20, isPolish ? 25 : 29);
  const name = clean(isPolish ? run(subfields, 27, 28) : run(subfields, 32, 33));
  const isFull = subfields.has('29');
  const behind = run(subfields, 60, 63);
  // Banks in Luxembourg repeat there who it was, with the address.
  const more = !isFull && repeats(behind, subfields.get('32')) ? '' : behind;
  const details = sepaWords(isFull ? purpose + more : purpose);
  const further = isFull ? NO_DETAILS : sepaWords(more);
  const remittance = clean(`${details.remittance ?? ''} ${further.remittance ?? ''}`);
  const saysNothing = purpose.trim() === '' && more.trim() === '';
  return {
    ...details,
    name,
    account: accountIn(subfields) ?? details.account,
    onBehalfOf: details.onBehalfOf ?? further.onBehalfOf,
    remittance: saysNothing ? clean(subfields.get('00')) : remittance,
  };
}

/** ?38 is the IBAN where ?31 holds a number of the bank's own. */
function accountIn(subfields: ReadonlyMap<string, string>): string | undefined {
  const [own, iban] = [clean(subfields.get('31')), clean(subfields.get('38'))];
  const isIban = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;
  if (iban !== undefined && isIban.test(iban) && !isIban.test(own ?? '')) return iban;
  return own ?? iban;
}

function repeats(text: string, name: string | undefined): boolean {
  return name !== undefined && name.trim() !== '' && text.startsWith(name.trim());
}

/** Subfields of 27 characters and those that end with a hyphen go on without a blank, others end a word. */
function run(subfields: ReadonlyMap<string, string>, from: number, until: number): string {
  let text = '';
  let previous = 27;
  for (let number = from; number <= until; number += 1) {
    const part = subfields.get(String(number));
    if (part === undefined) continue;
    text += previous >= 27 || /[^ ]-$/.test(text) ? part : ` ${part}`;
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
    const [word, above] = [match[1] ?? '', values.get(match[1] ?? '')];
    if (above === undefined) values.set(word, value);
    else if (word === 'SVWZ') values.set(word, `${above} ${value}`);
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

/** 'text', then '/REMI/…' and its like on lines of their own. */
function textBeforeCodes(lines: readonly string[]): Details | undefined {
  const at = lines.findIndex((line) => /^\/(?:REMI|EREF|NAME|IBAN|ORDP|BENM|CNTP)\//.test(line));
  const coded = at <= 0 ? undefined : slashCodes(lines.slice(at));
  if (coded === undefined) return undefined;
  const before = joined(lines.slice(0, at));
  return { ...coded, remittance: clean(`${before} ${coded.remittance ?? ''}`) };
}

/** 'Z RACH.: account; OD: name; TYT.: text; TNR: number': mBank. */
function polishLabels(lines: readonly string[]): Details | undefined {
  const text = lines
    .map((line) => `${line} `)
    .join('')
    .replace(/\s+/g, ' ');
  if (!/\bTYT\.?:/i.test(text)) return undefined;
  const value = (label: RegExp): string | undefined => {
    const start = label.exec(text);
    return start === null ? undefined : text.slice(start.index + start[0].length).split(';')[0];
  };
  return {
    ...NO_DETAILS,
    name: clean(value(/(?:;|^)\s*(?:OD|DLA):/i)),
    account: clean(value(/\b(?:Z|NA) RACH\.?:/i))?.replaceAll(' ', ''),
    remittance: clean(value(/\bTYT\.?:/i)),
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

const DUTCH_LABEL =
  /(?<=^|\s)(NAAM|IBAN|BIC|OMSCHRIJVING|KENMERK|BETALINGSKENM\.?|MACHTIGING|INCASSANT|VOOR):\s/gi;

/** 'SEPA OVERBOEKING IBAN: … BIC: … NAAM: … OMSCHRIJVING: … KENMERK: …': ABN AMRO. */
function dutchLabels(lines: readonly string[]): Details | undefined {
  const text = joined(lines);
  const found = [...text.matchAll(DUTCH_LABEL)];
  const values = new Map<string, string>();
  for (const [at, match] of found.entries()) {
    const start = match.index + match[0].length;
    const value = text.slice(start, found[at + 1]?.index ?? text.length).replace(/\s*\|?\s*$/, '');
    values.set((match[1] ?? '').toUpperCase(), value);
  }
  if (!values.has('NAAM') || !(values.has('IBAN') || values.has('OMSCHRIJVING'))) return undefined;
  return {
    ...NO_DETAILS,
    name: clean(values.get('NAAM')),
    account: clean(values.get('IBAN'))?.replaceAll(' ', ''),
    remittance: clean(values.get('OMSCHRIJVING')) ?? clean(text.slice(0, found[0]?.index ?? 0)),
    endToEnd: provided(values.get('KENMERK')),
    structured: clean(values.get('BETALINGSKENM.') ?? values.get('BETALINGSKENM')),
  };
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
