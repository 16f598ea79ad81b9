import { isPdf } from '../pdf/objects.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { at, readXml, type XmlElement } from '../xml.ts';
import { isZip, unzip, type ZipEntry } from '../zip.ts';
import { readCii } from './cii.ts';
import type { ReadInvoice } from './invoice.ts';
import { isOtherDocument, namesake, otherDocument } from './other-documents.ts';
import { xmlAttachments } from './pdf-attachments.ts';
import { readUbl } from './ubl.ts';
import { invoiceOf } from './written-invoice.ts';

export type InvoiceReading =
  | { readonly readable: true; readonly invoice: ReadInvoice }
  | { readonly readable: false; readonly refusal: Refusal };

export const INVOICE_BYTES_MAX = 50 * 1024 * 1024;
/** Attachments travel in the XML as text. */
const TEXT_MAX = 32 * 1024 * 1024;
const ELEMENTS_MAX = 500_000;

type Syntax = (root: XmlElement) => ReturnType<typeof readUbl>;

const INVOICES: Readonly<Record<string, Syntax>> = {
  Invoice: readUbl,
  CreditNote: readUbl,
  DebitNote: readUbl,
  SelfBilledInvoice: readUbl,
  SelfBilledCreditNote: readUbl,
  CrossIndustryInvoice: readCii,
  CrossIndustryDocument: readCii,
};

/** UBL's envelope for another document, which stands in it as text. */
const CONTAINER = 'AttachedDocument';
/** Envelopes within envelopes: SOAP, a network's own, the authority's. */
const ENVELOPES_MAX = 4;

/** Reads an electronic invoice, XML or PDF or packed with its signature. Never throws for what stands in a file. */
export function readInvoice(bytes: Uint8Array): InvoiceReading {
  try {
    if (bytes.length > INVOICE_BYTES_MAX) {
      throw new Unreadable(
        `the file has more than ${INVOICE_BYTES_MAX / 1024 / 1024} MB`,
        'Ask the seller for the invoice without its attachments.',
      );
    }
    return { readable: true, invoice: isZip(bytes) ? fromZip(bytes) : fromFile(bytes) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function fromFile(bytes: Uint8Array): ReadInvoice {
  return isPdf(bytes) ? fromPdf(bytes) : fromXml(bytes);
}

/** What an archive of one invoice may hold: it, its signature, its page, papers. */
const PACKED_MAX = 20;

/** Authorities hand out an invoice packed with its signature, often with its page. */
function fromZip(bytes: Uint8Array): ReadInvoice {
  const files = unzip(bytes, {
    wants: (name) => /\.(?:xml|pdf)$/i.test(name),
    bytesMax: INVOICE_BYTES_MAX,
  });
  if (files.length > PACKED_MAX)
    throw new Unreadable(`the archive holds ${files.length} documents`, 'Unpack it first.');
  const [xml, pdf] = [/\.xml$/i, /\.pdf$/i].map((ending) =>
    files.filter(({ name }) => ending.test(name)),
  );
  const found = invoicesIn(xml ?? []);
  // The page of an invoice may carry the same once more.
  const [invoice, ...others] = found.length > 0 ? found : invoicesIn(pdf ?? []);
  if (others.length > 0)
    throw new Unreadable(`the archive holds ${others.length + 1} invoices`, 'Unpack it first.');
  if (invoice === undefined)
    throw new Unreadable('the archive holds no electronic invoice', ASK_FOR_ANOTHER);
  return invoice;
}

function invoicesIn(files: readonly ZipEntry[]): ReadInvoice[] {
  return files.flatMap(({ bytes }) => {
    try {
      return [fromFile(bytes)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [];
    }
  });
}

/** The names under which a PDF carries its invoice, the most telling first. */
const NAMES = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];

function fromPdf(bytes: Uint8Array): ReadInvoice {
  const attachments = xmlAttachments(bytes).toSorted((a, b) => rank(a.name) - rank(b.name));
  let first: Unreadable | undefined;
  for (const { name, bytes: xml } of attachments) {
    try {
      const invoice = fromXml(xml);
      const others = attachments.filter(
        (each) => each.name !== name && rank(each.name) < NAMES.length,
      );
      if (others.length === 0) return invoice;
      const problem = {
        where: 'file',
        what: `the PDF carries ${others.length + 1} invoices, of which '${name.slice(0, 60)}' is read`,
        advice: 'Compare the amounts with the page.',
        severity: 'warning',
      } as const;
      return { ...invoice, problems: [...invoice.problems, problem] };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      first ??= error;
    }
  }
  throw (
    first ??
    new Unreadable(
      'the PDF carries no electronic invoice',
      'It is a picture of an invoice. Ask the seller for Factur-X, ZUGFeRD or XRechnung.',
    )
  );
}

function rank(name: string): number {
  const place = NAMES.indexOf(name.toLowerCase());
  return place < 0 ? NAMES.length : place;
}

function fromXml(bytes: Uint8Array, isContained = false): ReadInvoice {
  let found: XmlElement | undefined;
  if (
    !/^[^<]{0,64}</.test(
      new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replaceAll('\u0000', ''),
    )
  ) {
    throw new Unreadable(
      bytes.length === 0 ? 'the file is empty' : 'this is no electronic invoice that we know',
      ASK_FOR_ANOTHER,
    );
  }
  let broken: Unreadable | undefined;
  try {
    readXml(bytes, {
      handOver: new Set([...Object.keys(INVOICES), CONTAINER]),
      textMax: TEXT_MAX,
      elementsMax: ELEMENTS_MAX,
      onElement: (element, within) => {
        if (isOurs(element, within)) found ??= element;
      },
    });
  } catch (error) {
    // What is broken behind the whole invoice takes nothing from it.
    if (!(error instanceof Unreadable)) throw error;
    if (found === undefined) throw refusalOf(bytes) ?? error;
    broken = error;
  }
  if (found === undefined) {
    throw (
      refusalOf(bytes) ?? new Unreadable('the XML holds no invoice that we know', ASK_FOR_ANOTHER)
    );
  }
  if (found.name === CONTAINER) return fromXml(contentOf(found, isContained), true);
  const invoice = invoiceIn(found);
  if (broken === undefined) return invoice;
  const problem = {
    where: 'file',
    what: `behind the invoice ${broken.what}`,
    advice: 'The invoice itself is whole. Compare it with the page.',
    severity: 'warning',
  } as const;
  return { ...invoice, problems: [...invoice.problems, problem] };
}

const ASK_FOR_ANOTHER = 'Ask the seller for UBL, CII, Factur-X, ZUGFeRD or XRechnung.';

/** An invoice at the top or in an envelope; deeper down what is called so must look like one. */
function isOurs(element: XmlElement, within: readonly XmlElement[]): boolean {
  if (within.length > ENVELOPES_MAX || within.some(({ name }) => isOtherDocument(name)))
    return false;
  return (
    within.length <= 1 ||
    element.children.some(({ name }) =>
      /^(AccountingSupplierParty|ExchangedDocument|HeaderExchangedDocument)$/.test(name),
    )
  );
}

function refusalOf(bytes: Uint8Array): Unreadable | undefined {
  const other = otherDocument(bytes);
  return other === undefined ? undefined : new Unreadable(`this is ${other}`, ASK_FOR_ANOTHER);
}

function invoiceIn(element: XmlElement): ReadInvoice {
  if (element.children.length === 0)
    throw new Unreadable('the invoice is empty', 'Ask the seller to send it again.');
  const other = namesake(element);
  if (other !== undefined)
    throw new Unreadable(`this is ${other}, a language of its own`, ASK_FOR_ANOTHER);
  // ZUGFeRD's release candidate called its invoice so.
  const read = at(element, 'HeaderExchangedDocument') ? readCii : INVOICES[element.name];
  return invoiceOf((read ?? readUbl)(element));
}

/** The document in an envelope, as text or as a file. */
function contentOf(container: XmlElement, isContained: boolean): Uint8Array {
  const attachment = at(container, 'Attachment');
  const file = at(attachment, 'EmbeddedDocumentBinaryObject')?.text;
  const text = at(attachment, 'ExternalReference', 'Description')?.text;
  if (isContained || (file ?? text) === undefined)
    throw new Unreadable('the envelope holds no invoice', 'Ask the seller to send it again.');
  return file === undefined ? new TextEncoder().encode(text) : Buffer.from(file, 'base64');
}
