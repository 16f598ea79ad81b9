import type { Counterparty, LineReferences } from '../bank-statement.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';

/** From which side we look at a payment. */
export type Sight = {
  readonly direction: string | undefined;
  readonly reversal: boolean;
  readonly ownAccount: string | undefined;
};

/**
 * The other party. Payer and payee keep their parts of the original payment when it comes back,
 * so in a reversal the direction names the wrong one; a bank that gives only one party, or our
 * own account, settles it.
 */
export function counterpartyOf(transaction: XmlElement | undefined, sight: Sight): Counterparty {
  const parties = at(transaction, 'RltdPties');
  const payer = partyOf(parties, 'Dbtr');
  const payee = partyOf(parties, 'Cdtr');
  const isIncoming = (sight.direction !== 'DBIT') !== sight.reversal;
  const [first, second] = isIncoming ? [payer, payee] : [payee, payer];
  const firstIsUs = first.account !== undefined && first.account === sight.ownAccount;
  const firstIsEmpty = first.name === undefined && first.account === undefined;
  return firstIsUs || firstIsEmpty ? second : first;
}

/** <Dbtr>, <DbtrAcct> and <UltmtDbtr>; from version 8 on the name is one step deeper, in <Pty>. */
function partyOf(parties: XmlElement | undefined, role: 'Dbtr' | 'Cdtr'): Counterparty {
  const account = at(parties, `${role}Acct`, 'Id');
  return {
    name: nameOf(at(parties, role)),
    account: accountIn(account),
    onBehalfOf: nameOf(at(parties, `Ultmt${role}`)),
  };
}

function nameOf(party: XmlElement | undefined): string | undefined {
  const name =
    textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
  return /^(n\/a|not ?provided|unknown)$/i.test(name ?? '') ? undefined : name;
}

/** An <Id> of an account in any version: IBAN, other, proprietary or national. */
export function accountIn(id: XmlElement | undefined): string | undefined {
  const iban = textAt(id, 'IBAN')?.replaceAll(' ', '').toUpperCase();
  return (
    iban ??
    textAt(id, 'Othr', 'Id') ??
    textAt(id, 'PrtryAcct', 'Id') ??
    textAt(id, 'BBAN') ??
    textAt(id, 'UPIC')
  );
}

/** What the payer wrote: free lines, the numbers of the documents it pays, and notes about them. */
export function remittanceOf(transaction: XmlElement): string | undefined {
  const free = unwrapped(allAt(transaction, 'RmtInf', 'Ustrd').map((line) => line.text));
  const documents = allAt(transaction, 'RmtInf', 'Strd', 'RfrdDocInf').map(
    (document) => textAt(document, 'Nb') ?? textAt(document, 'RfrdDocNb') ?? '',
  );
  // '?REJECT?0' and '?ERROR?000' are what Swiss banks tell machines.
  const notes = allAt(transaction, 'RmtInf', 'Strd', 'AddtlRmtInf')
    .map((line) => line.text)
    .filter((text) => !/^\s*\?(REJECT|ERROR)\?\d*\s*$/.test(text));
  const lines = [...free, ...documents, ...notes]
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  if (lines.length > 0) return lines.join(' ');
  return textAt(transaction, 'AddtlTxInf');
}

/** A line holds 140 characters, or 35; lines that are all full go on in the middle of words. */
function unwrapped(lines: readonly string[]): readonly string[] {
  const full = lines.slice(0, -1);
  const areFull = [35, 140].some((width) => full.every(({ length }) => length === width));
  return areFull ? [lines.join('')] : lines;
}

/** `entrys` is the bank's own reference of the entry, for a payment that has none. */
export function referencesOf(
  transaction: XmlElement | undefined,
  entrys: string | undefined,
): LineReferences {
  const refs = at(transaction, 'Refs');
  const structured = allAt(transaction, 'RmtInf', 'Strd')
    .map((one) => textAt(one, 'CdtrRefInf', 'Ref') ?? textAt(one, 'CdtrRefInf', 'CdtrRef'))
    .filter((reference) => reference !== undefined);
  return {
    endToEnd: provided(textAt(refs, 'EndToEndId')),
    structured: structured.length > 0 ? [...new Set(structured)].join(' ') : undefined,
    customer: provided(textAt(refs, 'PmtInfId')) ?? provided(textAt(refs, 'InstrId')),
    bank: provided(textAt(refs, 'AcctSvcrRef')) ?? provided(entrys),
  };
}

/** Banks fill an empty reference with a word for it. */
export function provided(reference: string | undefined): string | undefined {
  return reference === undefined || /^(not ?provided|none|nonref|n\/?a)$/i.test(reference)
    ? undefined
    : reference;
}
