import { openPdf, type PdfObject } from '../pdf/objects.ts';

export type Attachment = { readonly name: string; readonly bytes: Uint8Array };

const ATTACHMENTS_MAX = 50;

/** The XML files that a PDF carries. */
export function xmlAttachments(bytes: Uint8Array): Attachment[] {
  const { objects, unpack } = openPdf(bytes);
  const found: Attachment[] = [];
  const seen = new Set<PdfObject>();
  const add = (name: string, object: PdfObject | undefined) => {
    if (object?.stream === undefined || seen.has(object) || found.length >= ATTACHMENTS_MAX) return;
    seen.add(object);
    const content = unpack(object);
    if (content !== undefined && looksLikeXml(content)) found.push({ name, bytes: content });
  };
  for (const { body } of objects.values()) {
    for (const { name, number } of embeddedIn(body, objects)) add(name, objects.get(number));
  }
  for (const object of objects.values()) {
    if (/\/Type\s*\/EmbeddedFile\b|\/Subtype\s*\/(?:text|application)#2[Ff]xml/.test(object.body))
      add('', object);
  }
  return found;
}

/** File specifications: a name, and under EF the object that holds the file. */
function embeddedIn(
  body: string,
  objects: ReadonlyMap<number, PdfObject>,
): { name: string; number: number }[] {
  const found: { name: string; number: number }[] = [];
  for (const place of body.matchAll(/\/EF\s*(?:(\d{1,10})\s+\d{1,5}\s+R|<<([^<>]{0,400})>>)/g)) {
    const files =
      place[1] === undefined ? (place[2] ?? '') : (objects.get(Number(place[1]))?.body ?? '');
    const number = /\/(?:UF|F)\s+(\d{1,10})\s+\d{1,5}\s+R/.exec(files)?.[1];
    if (number === undefined) continue;
    const around = body.slice(Math.max(0, place.index - 2_000), place.index + 2_000);
    found.push({ name: nameIn(around), number: Number(number) });
  }
  return found;
}

/** '(factur-x.xml)' or '<FEFF0066…>', with or without a byte order mark. */
function nameIn(text: string): string {
  const [, literal, hex] =
    /\/(?:UF|F)\s*(?:\(((?:[^()\\]|\\.){0,400})\)|<([0-9A-Fa-f\s]{0,1600})>)/.exec(text) ?? [];
  const written =
    literal?.replace(/\\([()\\])/g, '$1') ??
    (hex?.replace(/\s/g, '').match(/../g) ?? [])
      .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
      .join('');
  return written.replace(/^(þÿ|ÿþ)/, '').replaceAll('\u0000', '');
}

function looksLikeXml(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replaceAll('\u0000', '');
  return /^[^<]{0,16}<[?!A-Za-z]/.test(head);
}
