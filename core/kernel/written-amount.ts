/** The sign between the whole part and the fraction: '1.234,56' has ',', "1'234.56" has '.'. */
export type DecimalMark = '.' | ',';

/** How sure a recognition is: a person is asked whenever it is not certain. */
export type Certainty = 'certain' | 'likely' | 'undecided';

export type RecognisedDecimalMark = {
  readonly mark: DecimalMark;
  readonly certainty: Certainty;
  /** An amount that shows the other mark, or that could be read either way. */
  readonly doubtful: string | undefined;
};

/**
 * Reads an amount as people and programs write it: '1.234,56', '1 234,56', "1'234.56", '12,00-',
 * '(12.00)', '€ 12.00', 'EUR -12', '12,-'. Answers exact decimal text such as '-1234.56', or
 * undefined when the text is no amount. Never a number: the decimals stay as they were written.
 */
export function readAmount(text: string, mark: DecimalMark): string | undefined {
  if (mark === '.' && /^-?\d{1,18}(?:\.\d+)?$/.test(text)) return text;
  if (text.length > LONGEST_AMOUNT) return undefined;
  const { body, negative } = bareAmount(text);
  const parts = partsOf(body, mark);
  if (parts === undefined) return undefined;
  const whole = parts.whole.replace(/^0+(?=\d)/, '');
  const fraction = parts.fraction === '' ? '' : `.${parts.fraction}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

/** No amount is longer; what is longer is a text, and not worth the work. */
const LONGEST_AMOUNT = 60;

/** Looks at a whole column, because '1.234' alone may be one thousand or one and a quarter. */
export function recogniseDecimalMark(texts: Iterable<string>): RecognisedDecimalMark {
  const shown: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  const example: Partial<Record<DecimalMark | 'either', string>> = {};
  for (const text of texts) {
    const mark =
      plainMark(text) ??
      (text.length > LONGEST_AMOUNT ? undefined : markShownBy(bareAmount(text).body));
    if (mark === undefined) continue;
    if (mark !== 'either') shown[mark] += 1;
    example[mark] ??= text;
  }
  const mark = shown[','] > shown['.'] ? ',' : '.';
  const other = mark === '.' ? ',' : '.';
  if (shown[mark] > 0 && shown[other] > 0) {
    return { mark, certainty: 'undecided', doubtful: example[other] };
  }
  if (shown[mark] === 0 && example.either !== undefined) {
    return { mark, certainty: 'undecided', doubtful: example.either };
  }
  return { mark, certainty: 'certain', doubtful: undefined };
}

/** The mark of '1250.00' and '-7,5': most amounts of a large file, told at a glance. */
function plainMark(text: string): DecimalMark | undefined {
  const mark = text.at(-3) ?? '';
  const written = mark === '.' || mark === ',' ? mark : text.at(-2);
  return (written === '.' || written === ',') && PLAIN_AMOUNT.test(text) ? written : undefined;
}

const PLAIN_AMOUNT = /^-?\d+[.,]\d{1,2}$/;

/** Without sign, brackets, currency and blanks. */
function bareAmount(text: string): { body: string; negative: boolean } {
  let body = text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, ' ')
    .replaceAll('’', "'");
  const bracketed = /^\((.*)\)$/.exec(body) ?? /^[^\d(]{0,4}\((.*)\)$/.exec(body);
  if (bracketed) body = bracketed[1] ?? '';
  body = body.replace(/^(?:[A-Z]{3}|\p{Sc}|kr\.?|Fr\.?|zł|Kč)\s*(?=[-+−\d.,])/u, '');
  body = body.replace(/(?<=[-−\d.,])\s*(?:[A-Z]{3}|\p{Sc}|kr\.?|Fr\.?|zł|Kč)$/u, '');
  const signed = /^([-+−]?)\s*(?:\p{Sc}\s*)?(.*?)\s*([-+−]?)$/su.exec(body);
  const [, before = '', digits = '', after = ''] = signed ?? [];
  // '12,-' is the Dutch and German way to write twelve with no cents, and no minus sign.
  if (after !== '' && /[.,]$/.test(digits)) return { body: digits, negative: before === '-' };
  const minus = [before, after].filter((sign) => sign === '-' || sign === '−').length;
  return { body: digits, negative: bracketed !== null ? minus === 0 : minus === 1 };
}

function partsOf(body: string, mark: DecimalMark): { whole: string; fraction: string } | undefined {
  const at = body.lastIndexOf(mark);
  const written = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? '' : body.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return undefined;
  const grouping = mark === '.' ? ',' : '.';
  const whole = wholeOf(written, grouping);
  if (whole === undefined || whole.length > 18) return undefined;
  if (whole === '' && fraction === '') return undefined;
  return { whole: whole === '' ? '0' : whole, fraction };
}

/** Groups are of three digits, or of two before the last three as in India. */
function wholeOf(written: string, grouping: '.' | ','): string | undefined {
  if (/^\d*$/.test(written)) return written;
  const [first = '', ...groups] = written.split(/[ '.,]/);
  const separators = new Set(written.replace(/\d/g, ''));
  if (separators.size !== 1) return undefined;
  const [separator = ''] = separators;
  if ((separator === '.' || separator === ',') && separator !== grouping) return undefined;
  if (!/^\d{1,3}$/.test(first) || groups.at(-1)?.length !== 3) return undefined;
  if (!groups.slice(0, -1).every((group) => /^\d{2,3}$/.test(group))) return undefined;
  return /^\d+$/.test(groups.join('')) ? first + groups.join('') : undefined;
}

/** Which decimal mark this text proves, 'either' when it could have both, undefined when none. */
function markShownBy(body: string): DecimalMark | 'either' | undefined {
  const marks = body.replace(/[^.,]/g, '');
  if (marks === '') return undefined;
  const last = marks.at(-1) as DecimalMark;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return marks.indexOf(last) === marks.length - 1 ? last : undefined;
  if (marks.length > 1) return other;
  const [whole = '', fraction = ''] = body.split(last);
  if (fraction.length !== 3 || /[ ']/.test(whole)) return last;
  return /^0?$/.test(whole) || whole.length > 3 ? last : 'either';
}
