/** What a row of a ledger file is. */
export type LedgerItemKind = 'invoice' | 'debit_note' | 'credit_note' | 'payment';

/** Longest first, so that a credit invoice is not taken for an invoice. */
const KINDS: readonly (readonly [LedgerItemKind, RegExp])[] = [
  [
    'credit_note',
    /credit|^cn\b|^cr$|^sc$|gutschrift|rechnungskorrektur|storno|^gs\b|^rg$|^dg$|avoir|abono|rectificativa|nota (de|di) credito|kredit|hyvitys|^381$|korekta/,
  ],
  [
    'payment',
    /payment|^rc$|^pay|^pmt|^s[ar]$|receipt|zahlung|^dz$|^ze$|paiement|reglement|encaissement|betaling|ontvangst|pago|cobro|pagamento|incasso|betalning|indbetaling|innbetaling|maksu|cash|wplata/,
  ],
  ['debit_note', /debit|^dn\b|belastung|nota (de|di) (cargo|addebito)|debet|^383$/],
  [
    'invoice',
    /invoice|^in$|^inv|rechnung|^re$|^rv$|^dr$|^ar$|factu|^fa$|^f$|fatt|faktura|fatura|lasku|bill|^38[04]$|^s?i$|sale/,
  ],
];

/** Undefined for a word nobody has taught us. */
export function itemKindOf(text: string): LedgerItemKind | undefined {
  const plain = text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/_/g, ' ');
  return KINDS.find(([, words]) => words.test(plain))?.[0];
}
