import type { XmlElement } from '../xml.ts';

/** Documents that look alike and ask for no payment, or speak a language that is not read. */
const OTHERS: Readonly<Record<string, string>> = {
  SCRDMCCBDACIOMessageStructure: 'an order (Order-X)',
  CrossIndustryOrder: 'an order',
  Order: 'an order',
  OrderChange: 'an order',
  OrderResponse: 'the answer to an order',
  Quotation: 'a quotation',
  DespatchAdvice: 'a despatch advice',
  ReceiptAdvice: 'a receipt advice',
  Catalogue: 'a catalogue',
  Reminder: 'a reminder',
  Statement: 'a statement of account',
  RemittanceAdvice: 'a remittance advice',
  Document: 'an ISO 20022 message, perhaps a bank file',
  AuditFile: 'an audit file (SAF-T), which is taken in as a ledger',
  ApplicationResponse: 'the answer to a document',
  CrossDomainAcknowledgementAndResponse: 'the answer to a document',
  testSet: 'a set of rule tests',
};

/** Invoices in languages of their own. */
const FOREIGN: Readonly<Record<string, string>> = {
  FatturaElettronica: 'a fattura elettronica',
  FatturaElettronicaSemplificata: 'a fattura elettronica',
  Finvoice: 'a Finvoice',
  INVOICE_CENTER: 'a TEAPPSXML invoice',
  Facturae: 'a Facturae',
  Faktura: 'an invoice of KSeF',
  InvoiceData: 'an invoice as it is reported to NAV',
  InvoicesDoc: 'an invoice as it is reported to myDATA',
  IzdaniRacunEnostavni: 'an e-SLOG invoice',
  cXML: 'a cXML document',
};

/** Invoices that are called so too, by the beginning of their namespace or by what is in them. */
const NAMESAKES: readonly (readonly [RegExp, readonly string[], string])[] = [
  [/ebinterface\.at/i, ['Biller', 'InvoiceRecipient'], 'an ebInterface invoice'],
  [/isdoc\.cz/i, [], 'an ISDOC invoice'],
  [/urn:sfti:/i, ['SellerParty', 'BuyerParty'], 'a Svefaktura'],
  [/rep\.oio\.dk/i, [], 'an OIOXML invoice'],
  [/xcbl/i, ['InvoiceHeader'], 'an xCBL invoice'],
];

/** What the document is that begins so, when it is no invoice that is read. */
export function otherDocument(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8_192)).replaceAll('\u0000', '');
  const plain = head.replace(/<!--[\s\S]*?-->/g, '');
  const names = [...plain.matchAll(/<(?:[\w.-]+:)?([\w.-]+)[\s/>]/g)].map(([, name = '']) => name);
  const [first = ''] = names;
  const name = (ENVELOPE.test(first) ? names : [first]).find(isOtherDocument);
  if (name === undefined) return undefined;
  return Object.hasOwn(FOREIGN, name)
    ? `${FOREIGN[name]}, a language of its own`
    : `${OTHERS[name]}, not an invoice`;
}

/** Around a document, or before it. */
const ENVELOPE = /^(Envelope|StandardBusinessDocument)$/;

/** What an invoice is that is called so and is none of UBL. */
export function namesake(invoice: XmlElement): string | undefined {
  const namespaces = [...invoice.attributes]
    .filter(([name]) => name.startsWith('xmlns'))
    .map(([, uri]) => uri);
  const parts = new Set(invoice.children.map(({ name }) => name));
  return NAMESAKES.find(
    ([namespace, children]) =>
      namespaces.some((uri) => namespace.test(uri)) || children.some((name) => parts.has(name)),
  )?.[2];
}

/** A document within these is theirs, and none of ours. */
export function isOtherDocument(name: string): boolean {
  return Object.hasOwn(OTHERS, name) || Object.hasOwn(FOREIGN, name);
}
