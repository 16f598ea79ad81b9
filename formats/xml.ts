import { SaxesParser } from 'saxes';
import { Unreadable } from './unreadable.ts';

/** An element with its namespace prefix removed: banks write <Ntry>, <ns2:Ntry> and <camt:Ntry>. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  readonly children: XmlElement[];
};

export type XmlReading = {
  /** Elements that are handed over as soon as they end and are not kept: the file may be large. */
  readonly handOver: ReadonlySet<string>;
  /** `within` are the open elements around it, outermost first. */
  readonly onElement: (element: XmlElement, within: readonly XmlElement[]) => void;
  readonly textMax?: number;
  readonly elementsMax?: number;
};

/** More than any honest bank or invoice file has; what goes beyond is an attack or a mistake. */
const DEPTH_MAX = 64;
const NODES_MAX = 5_000_000;
const ATTRIBUTES_MAX = 64;
const TEXT_MAX = 64 * 1024;
/** From so many elements on, files whose elements are shorter than '<a>b</a>' are a flood. */
const FLOOD = 200_000;
const ELEMENT_CHARACTERS_MIN = 7;
const CHUNK = 64 * 1024;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * Reads XML as a stream. A document type is refused outright, because entities live there;
 * namespaces are left to us, because the parser's own handling is quadratic in the depth.
 */
export function readXml(
  bytes: Uint8Array,
  reading: XmlReading,
): { readonly encoding: string; readonly damaged: boolean } {
  const open: XmlElement[] = [];
  const textMax = reading.textMax ?? TEXT_MAX;
  const nodesMax = reading.elementsMax ?? NODES_MAX;
  let nodes = 0;
  let attributes: Map<string, string> | undefined;
  let attributeCount = 0;
  /** Characters read, and how many of them when something last came to an end. */
  let read = 0;
  let ended = 0;
  const parser = new SaxesParser({ xmlns: false, position: true });

  // Seven handlers and no more, so that its errors are caught where we call it: V8 turns the parser
  // into a dictionary at the eighth, and it takes six times as long.
  parser.on('doctype', () => {
    throw new Unreadable(
      'the XML declares a document type',
      'Honest files never need one. Ask where this file comes from.',
    );
  });
  parser.on('opentagstart', () => {
    attributes = undefined;
    attributeCount = 0;
    nodes += 1;
    if (open.length >= DEPTH_MAX) throw tooMuch(`elements nested deeper than ${DEPTH_MAX}`);
    if (nodes > nodesMax) throw tooMuch(`more than ${nodesMax} elements`);
    if (nodes > FLOOD && read < nodes * ELEMENT_CHARACTERS_MIN)
      throw tooMuch('elements without end');
    ended = read;
  });
  parser.on('attribute', ({ name, value }) => {
    attributeCount += 1;
    ended = read;
    if (attributeCount > ATTRIBUTES_MAX)
      throw tooMuch(`more than ${ATTRIBUTES_MAX} attributes on an element`);
    attributes ??= new Map();
    attributes.set(name, value);
  });
  parser.on('opentag', (tag) => {
    open.push({
      name: localName(tag.name),
      attributes: attributes ?? NO_ATTRIBUTES,
      text: '',
      children: [],
    });
  });
  const addText = (text: string): void => {
    ended = read;
    const element = open.at(-1);
    if (element === undefined) return;
    if (element.text.length + text.length > textMax)
      throw tooMuch(`a text of more than ${textMax} characters`);
    element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    ended = read;
    const element = open.pop();
    if (element === undefined) return;
    if (reading.handOver.has(element.name)) reading.onElement(element, open);
    else open.at(-1)?.children.push(element);
  });

  const { encoding, decoder, damaged } = decoderFor(bytes);
  let started = false;
  for (let start = 0; start < bytes.length; start += CHUNK) {
    let chunk = decoder.decode(bytes.subarray(start, start + CHUNK), { stream: true });
    if (!started) chunk = withoutDeclaration(chunk.trimStart());
    started ||= chunk !== '';
    read += chunk.length;
    wellFormed(() => parser.write(chunk));
    // The parser keeps a text, a name or a comment until it ends.
    if (read - ended > textMax + 2 * CHUNK)
      throw tooMuch(`a text of more than ${textMax} characters`);
  }
  wellFormed(() => parser.write(decoder.decode()).close());
  return { encoding, damaged };
}

/** The parser's own errors begin with the line and the column: '3:17: unclosed tag.' */
const WRONG_AT = /^(\d+):(\d+): (.*?)\.?$/s;

function wellFormed(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    const wrong = error instanceof Error ? WRONG_AT.exec(error.message) : null;
    if (!wrong) throw error;
    const [, line, column, what] = wrong;
    throw new Unreadable(
      `the XML is broken at line ${line}, column ${column}: ${what}`,
      'Fetch the file again; it may have been cut off or edited.',
    );
  }
}

/** The declaration has been heeded by then; a broken one must not cost the document. */
function withoutDeclaration(start: string): string {
  return start.replace(/^<\?xml\b[^<]{0,300}>/, '');
}

/** The first element down this path, one name a step: at(entry, 'BkTxCd', 'Domn', 'Cd'). */
export function at(
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let here = element;
  for (const name of path) here = here?.children.find((child) => child.name === name);
  return here;
}

/** The text down this path without blanks around it; undefined when there is none. */
export function textAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): string | undefined {
  const text = at(element, ...path)
    ?.text.replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}

export function allAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement[] {
  const found: XmlElement[] = [];
  if (element !== undefined) addAllAt(element, path, 0, found);
  return found;
}

function addAllAt(
  element: XmlElement,
  path: readonly string[],
  depth: number,
  found: XmlElement[],
): void {
  if (depth === path.length) found.push(element);
  else
    for (const child of element.children)
      if (child.name === path[depth]) addAllAt(child, path, depth + 1, found);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function tooMuch(what: string): Unreadable {
  return new Unreadable(
    `the XML has ${what}`,
    'Ask where this file comes from; no program writes such a file.',
  );
}

type Decoding = {
  readonly encoding: string;
  readonly decoder: InstanceType<typeof TextDecoder>;
  readonly damaged: boolean;
};

/** By byte order mark, by the XML declaration, else UTF-8; Western single bytes when that fails. */
function decoderFor(bytes: Uint8Array): Decoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoding('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoding('utf-16be');
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^[^<]{0,8}<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/
    .exec(head)?.[1]
    ?.toLowerCase();
  if (declared !== undefined && !/^utf-?8$|^us-ascii$|^utf-?16/.test(declared)) {
    try {
      return { ...decoding(declared), encoding: declared };
    } catch {
      // The declaration names no encoding we know; the bytes tell.
    }
  }
  return isUtf8(bytes) ? decoding('utf-8') : { ...decoding('windows-1252'), damaged: true };
}

function decoding(encoding: string): Decoding {
  return { encoding, decoder: new TextDecoder(encoding), damaged: false };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
