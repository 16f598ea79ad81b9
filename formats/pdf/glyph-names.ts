/** Names of letters and signs in fonts that renumber them, beside those that name themselves. */
const NAMED =
  'space= exclam=! quotedbl=" numbersign=# dollar=$ percent=% ampersand=& quotesingle=\' quoteright=’ quoteleft=‘ parenleft=( parenright=) asterisk=* plus=+ comma=, hyphen=- minus=− period=. slash=/ zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 colon=: semicolon=; less=< equal== greater=> question=? at=@ bracketleft=[ backslash=\\ bracketright=] asciicircum=^ underscore=_ grave=` braceleft={ bar=| braceright=} asciitilde=~ exclamdown=¡ cent=¢ sterling=£ yen=¥ Euro=€ section=§ degree=° copyright=© registered=® trademark=™ endash=– emdash=— bullet=• ellipsis=… quotedblleft=“ quotedblright=” quotedblbase=„ quotesinglbase=‚ guillemotleft=« guillemotright=» fi=fi fl=fl ff=ff ffi=ffi ffl=ffl germandbls=ß ae=æ AE=Æ oe=œ OE=Œ oslash=ø Oslash=Ø lslash=ł Lslash=Ł eth=ð Eth=Ð thorn=þ Thorn=Þ dotlessi=ı dcroat=đ Dcroat=Đ nbspace= uni00A0= nonbreakingspace= sfthyphen=- periodcentered=· mu=µ paragraph=¶ onehalf=½ onequarter=¼ threequarters=¾ multiply=× divide=÷ plusminus=± ordfeminine=ª ordmasculine=º';

const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circumflex: '\u0302',
  tilde: '\u0303',
  macron: '\u0304',
  breve: '\u0306',
  dotaccent: '\u0307',
  dieresis: '\u0308',
  ring: '\u030A',
  hungarumlaut: '\u030B',
  caron: '\u030C',
  cedilla: '\u0327',
  ogonek: '\u0328',
};

const SIGNS: ReadonlyMap<string, string> = new Map(
  NAMED.split(' ').map((entry) => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at), entry.slice(at + 1) || ' '];
  }),
);

/** What a glyph's name means: 'A', 'Adieresis', 'uni20AC', 'u1F600', 'comma.oldstyle'. */
export function letterNamed(name: string): string | undefined {
  const plain = name.split('.')[0] ?? '';
  if (/^[A-Za-z]$/.test(plain)) return plain;
  const sign = SIGNS.get(plain);
  if (sign !== undefined) return sign;
  const [, hex] = /^(?:uni|u)([0-9A-F]{4,6})$/.exec(plain) ?? [];
  if (hex !== undefined) return letterOf(Number.parseInt(hex, 16));
  const [, letter = '', accent = ''] = /^([A-Za-z])([a-z]{4,12})$/.exec(plain) ?? [];
  const mark = ACCENTS[accent];
  return mark === undefined ? undefined : (letter + mark).normalize('NFC');
}

export function letterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
