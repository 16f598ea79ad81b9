import { isPdf } from '../pdf/objects.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readCii } from './cii.ts';
import type { ReadInvoice } from './invoice.ts';
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
  CrossIndustryInvoice: readCii,
  CrossIndustryDocument: readCii,
};

/** Documents that look alike and ask for no payment. */
const OTHERS: Readonly<Record<string, string>> = {
  SCRDMCCBDACIOMessageStructure: 'an order (Order-X)',
  Order: 'an order',
  OrderResponse: 'the answer to an order',
  DespatchAdvice: 'a despatch advice',
  Reminder: 'a reminder',
  Document: 'an ISO 20022 message, perhaps a bank file',
  FatturaElettronica: 'a fattura elettronica',
  ApplicationResponse: 'the answer to a document',
  testSet: 'a set of rule tests',
};

/** Reads an electronic invoice, XML or PDF. Never throws for what stands in a file. */
export function readInvoice(bytes: Uint8Array): InvoiceReading {
  try {
    if (bytes.length > INVOICE_BYTES_MAX) {
      throw new Unreadable(
        `the file has more than ${INVOICE_BYTES_MAX / 1024 / 1024} MB`,
        'Ask the seller for the invoice without its attachments.',
      );
    }
    return { readable: true, invoice: isPdf(bytes) ? fromPdf(bytes) : fromXml(bytes) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
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
  const at = NAMES.indexOf(name.toLowerCase());
  return at < 0 ? NAMES.length : at;
}

function fromXml(bytes: Uint8Array): ReadInvoice {
  let found: XmlElement | undefined;
  let other: string | undefined;
  if (
    !/^[^<]{0,64}</.test(
      new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replaceAll('\u0000', ''),
    )
  ) {
    throw new Unreadable(
      bytes.length === 0 ? 'the file is empty' : 'this is no electronic invoice that we know',
      'Ask the seller for UBL, CII, Factur-X, ZUGFeRD or XRechnung.',
    );
  }
  let broken: Unreadable | undefined;
  try {
    readXml(bytes, {
      handOver: new Set([...Object.keys(INVOICES), ...Object.keys(OTHERS)]),
      textMax: TEXT_MAX,
      elementsMax: ELEMENTS_MAX,
      onElement: (element, within) => {
        if (within.length > 1 || within.some(({ name }) => Object.hasOwn(OTHERS, name))) return;
        if (Object.hasOwn(INVOICES, element.name)) found ??= element;
        else if (within.length === 0) other ??= OTHERS[element.name];
      },
    });
  } catch (error) {
    // What is broken behind the whole invoice takes nothing from it.
    if (!(error instanceof Unreadable) || found === undefined) throw error;
    broken = error;
  }
  const read = found && INVOICES[found.name];
  if (found === undefined || read === undefined) {
    throw new Unreadable(
      other === undefined
        ? 'the XML holds no invoice that we know'
        : `this is ${other}, not an invoice`,
      'Ask the seller for UBL, CII, Factur-X, ZUGFeRD or XRechnung.',
    );
  }
  if (found.children.length === 0) {
    throw new Unreadable('the invoice is empty', 'Ask the seller to send it again.');
  }
  const invoice = invoiceOf(read(found));
  if (broken === undefined) return invoice;
  const problem = {
    where: 'file',
    what: `behind the invoice ${broken.what}`,
    advice: 'The invoice itself is whole. Compare it with the page.',
    severity: 'warning',
  } as const;
  return { ...invoice, problems: [...invoice.problems, problem] };
}
