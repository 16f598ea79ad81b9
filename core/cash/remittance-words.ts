const WORDS_AT_MOST = 20;

/** The words of a text, in capitals and without digits, each once: what tells rent from a receivable. */
export function remittanceWords(text: string): string[] {
  const found = text
    .normalize('NFKC')
    .toUpperCase()
    .match(/(?<![\p{L}\p{Nd}])\p{L}{3,24}(?![\p{L}\p{Nd}])/gu);
  return [...new Set(found)].slice(0, WORDS_AT_MOST);
}
