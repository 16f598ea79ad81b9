import { withoutEntities } from '../entities.ts';
import { Unreadable } from '../unreadable.ts';

/** An element of OFX with its text, whether it was closed or not. */
export type OfxElement = {
  readonly name: string;
  text: string;
  readonly children: OfxElement[];
};

/** More than any honest file has. */
const DEPTH_MAX = 64;
const ELEMENTS_MAX = 5_000_000;
const TEXT_MAX = 64 * 1024;

/**
 * Elements that hold a value and nothing else. OFX 1 does not close them, so that an empty one
 * would swallow what follows.
 */
const VALUES: ReadonlySet<string> = new Set(
  `ACCTID ACCTKEY ACCTTYPE BALAMT BANKID BRANCHID BROKERID CHECKNUM CLTCOOKIE CODE CORRECTACTION
   CORRECTFITID CURDEF CURRATE CURSYM DTACCTUP DTASOF DTAVAIL DTCLIENT DTEND DTPOSTED DTPROFUP
   DTSERVER DTSTART DTTRADE DTTRAN DTUSER EXTDNAME FID FITID LANGUAGE MEMO MESSAGE NAME ORG PAYEEID
   REFNUM SEVERITY SIC SRVRTID SUBACCTFUND TRNAMT TRNTYPE TRNUID`.split(/\s+/),
);

/** Elements that never stand in one of their own kind: an open one was left unclosed. */
const NEVER_NESTED: ReadonlySet<string> = new Set(['STMTTRN', 'STMTTRNP']);

const TAG = /<(?:[!?][^<>]*>|(\/?)([A-Za-z][\w.:-]*)[^<>]*>)/g;

/**
 * Reads OFX 1 (SGML) and OFX 2 (XML) with one forgiving hand: elements may be left open, closed
 * without having been opened, or empty. No entity but the five of XML is replaced, so none can
 * harm.
 */
export function ofxElement(given: string): OfxElement {
  const text = withoutSections(withoutSections(given, '<!--', '-->'), '<![CDATA[', ']]>');
  const root: OfxElement = { name: '', text: '', children: [] };
  const open: OfxElement[] = [root];
  let count = 0;
  let at = 0;
  for (const found of text.matchAll(TAG)) {
    const [whole, slash, written = ''] = found;
    addText(open, text.slice(at, found.index));
    at = found.index + whole.length;
    const name = written.slice(written.indexOf(':') + 1).toUpperCase();
    if (name === '') continue;
    if (slash === '/') {
      const place = open.findLastIndex((element) => element.name === name);
      if (place > 0) open.length = place;
      continue;
    }
    const last = open.at(-1);
    if (last !== undefined && last !== root && holdsValue(last)) open.pop();
    if (NEVER_NESTED.has(name)) {
      const place = open.findLastIndex((element) => element.name === name);
      if (place > 0) open.length = place;
    }
    count += 1;
    if (count > ELEMENTS_MAX) throw tooMuch(`more than ${ELEMENTS_MAX} elements`);
    if (open.length > DEPTH_MAX) throw tooMuch(`elements nested deeper than ${DEPTH_MAX}`);
    const element: OfxElement = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  }
  addText(open, text.slice(at));
  return root;
}

/** All elements with one of these names, in the order of the file; none inside another. */
export function findAll(element: OfxElement, names: ReadonlySet<string>): OfxElement[] {
  if (names.has(element.name)) return [element];
  return element.children.flatMap((child) => findAll(child, names));
}

/** The text of the first element down this path; undefined when it is blank or not there. */
export function valueAt(
  element: OfxElement | undefined,
  ...path: readonly string[]
): string | undefined {
  let here = element;
  for (const name of path) here = here?.children.find((child) => child.name === name);
  const text = here === undefined ? '' : plainText(here.text);
  return text === '' ? undefined : text;
}

/** Comments go; of a literal section the text stays, escaped like any other. */
function withoutSections(text: string, begin: string, end: string): string {
  let from = text.indexOf(begin);
  if (from < 0) return text;
  const kept: string[] = [];
  let at = 0;
  while (from >= 0) {
    const until = text.indexOf(end, from + begin.length);
    if (until < 0) break;
    kept.push(text.slice(at, from));
    if (end === ']]>') {
      kept.push(text.slice(from + begin.length, until).replaceAll('<', '&lt;'));
    }
    at = until + end.length;
    from = text.indexOf(begin, at);
  }
  return kept.join('') + text.slice(at);
}

function holdsValue(element: OfxElement): boolean {
  return VALUES.has(element.name) || (element.children.length === 0 && element.text.trim() !== '');
}

function addText(open: readonly OfxElement[], text: string): void {
  const element = open.at(-1);
  if (element === undefined || text === '') return;
  if (element.text.length + text.length > TEXT_MAX)
    throw tooMuch(`a text of more than ${TEXT_MAX} characters`);
  element.text += text;
}

/** Some banks escape twice: '&amp;lt;' is a '<'. */
function plainText(written: string): string {
  return withoutEntities(withoutEntities(written)).replace(/\s+/g, ' ').trim();
}

function tooMuch(what: string): Unreadable {
  return new Unreadable(
    `the file has ${what}`,
    'Ask where this file comes from; no bank writes such a file.',
  );
}
