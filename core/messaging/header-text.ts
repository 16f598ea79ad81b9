const LINE_MAX = 200;

/**
 * Text for a header: one line, without control characters, without the marks that turn the reading
 * direction around, and without encoded words (RFC 2047) that a program would unfold into such.
 * Names come from files that anybody may have written.
 */
export function headerText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '')
    .replaceAll('=?', '= ?')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LINE_MAX)
    .replace(/[\ud800-\udbff]$/, '');
}
