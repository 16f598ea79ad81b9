import { readableText } from './letter-html.ts';
import type { LetterVariables } from './letter.ts';
import type { LetterLanguage } from './wording.ts';

/** A text as its reader gets it. */
export type WrittenMessage = {
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
};

/**
 * `missing`: the reader cannot act without it, so such a message does not leave. `tone` and
 * `form`: a person should look at the template.
 */
export type Finding = {
  readonly kind: 'missing' | 'tone' | 'form';
  readonly what: string;
  readonly sentence: string;
};

/** What the reader would miss, in the text part or in the HTML part. */
export function whatIsMissing(message: WrittenMessage, variables: LetterVariables): Finding[] {
  const subject: Finding[] =
    message.subject.trim() === ''
      ? [{ kind: 'missing', what: 'subject', sentence: 'There is no subject.' }]
      : [];
  return [
    ...subject,
    ...missing(message.bodyText, variables, 'text'),
    ...missing(readableText(message.bodyHtml), variables, 'HTML'),
  ];
}

/**
 * Which words we would not like to read ourselves, and what has no place in a letter. Asked about
 * the template and not about the letter: a customer may be called Court Hotel.
 */
export function whatToReconsider(template: WrittenMessage, language: LetterLanguage): Finding[] {
  const findings = [
    ...tone(`${ours(template.subject)}\n${ours(template.bodyText)}`, language),
    ...tone(readableText(ours(template.bodyHtml)), language),
    ...form(template),
  ];
  return findings.filter(
    (finding, place) =>
      findings.findIndex((other) => other.sentence === finding.sentence) === place,
  );
}

/** A template's own words, without what its variables will say. */
function ours(text: string): string {
  return text.replaceAll(/\{[{%][\s\S]*?[%}]\}/g, ' ');
}

export function isComplete(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.kind !== 'missing');
}

function missing(body: string, variables: LetterVariables, part: 'text' | 'HTML'): Finding[] {
  const text = body.replaceAll(/\s+/g, ' ');
  const lacks = (value: string) => value === '' || !text.includes(value.replaceAll(/\s+/g, ' '));
  const findings: Finding[] = [];
  const tell = (what: string, words: string) =>
    findings.push({ kind: 'missing', what, sentence: `The ${part} does not ${words}.` });

  if (lacks(variables.greeting)) tell('greeting', 'greet the reader by name');
  for (const item of variables.items) {
    if (lacks(item.reference)) tell('reference', `name invoice ${item.reference}`);
    if (lacks(item.asked)) tell('amount', `say ${item.asked} for ${item.reference}`);
    if (lacks(item.due))
      tell('due day', `say when ${item.reference} was due, in words and figures`);
  }
  if (variables.items.length > 0 && lacks(variables.total)) tell('total', 'say the total');
  const isPayable =
    variables.payments.length > 0 &&
    variables.payments.every(({ iban, reference }) => !lacks(iban) && !lacks(reference));
  if (variables.items.length > 0 && !isPayable) tell('how to pay', 'say how to pay');
  if (lacks(variables.company.phone)) tell('whom to call', 'say whom to call');
  return findings;
}

type Objection = { readonly pattern: RegExp; readonly what: string; readonly instead: string };

const BLAME = 'It blames the reader; say what happened instead.';
const THREAT = 'It threatens without a decided basis; say what happens next instead.';
const APOLOGY = 'It apologises for asking; payment is part of the agreement, so ask plainly.';
const DISRESPECT = 'Nobody wants to be called that; write as to a customer you want to keep.';
const SHOUTING = 'It shouts; a calm sentence is read more willingly.';

const OBJECTIONS: Readonly<Record<LetterLanguage, readonly Objection[]>> = {
  en: [
    objection(
      /\b(you (have )?(failed|neglected|ignored|refused)|failure to pay|your (failure|negligence|refusal)|despite (our )?(repeated|several|numerous)|once again you|poor payment|no excuses?)\b/gi,
      'blame',
      BLAME,
    ),
    objection(
      /\b(legal (action|steps|proceedings)|court|lawyers?|attorneys?|solicitors?|(debt )?collection agency|bailiffs?|or else|consequences|final (notice|warning|demand)|last warning|without further notice|immediate(ly)?|credit rating|prosecut\w+|blacklist\w*)\b/gi,
      'threat',
      THREAT,
    ),
    objection(
      /\b(sorry to (bother|trouble|ask|chase|disturb)|apologi[sz]e for (asking|bothering|writing|the reminder|chasing)|apologies for (asking|bothering|the reminder|chasing)|(we )?hate to ask|afraid (that )?we (must|have to) ask|hope you don't mind)\b/gi,
      'apology',
      APOLOGY,
    ),
    objection(
      /\b(deb[t]ors?|delinquents?|defaulters?|bad payers?|deadbeats?)\b/gi,
      'respect',
      DISRESPECT,
    ),
  ],
  de: [
    objection(
      /(versäum\w*|säumig\w*|ignorier\w*|trotz (mehrfacher|wiederholter|mehrmaliger)|nachlässig\w*|zahlungsmoral|schon wieder|(zahlungs)?verweigerung)/gi,
      'blame',
      BLAME,
    ),
    objection(
      /(rechtliche\w* schritte|gericht(lich\w*)?\b|\b(rechts)?anw[aä]lt\w*|inkasso\w*|mahnbescheid\w*|zwangsvollstreck\w*|letzte (mahnung|warnung|aufforderung)|konsequenzen|andernfalls|unverzüglich|schufa|ohne weitere ankündigung)/gi,
      'threat',
      THREAT,
    ),
    objection(
      /(entschuldig\w* (sie )?(bitte )?(die|unsere) (störung|belästigung|nachfrage|erinnerung)|verzeih\w* sie|tut uns leid,? (sie|dass wir)|(nur )?ungern|leider müssen wir (sie|erneut))/gi,
      'apology',
      APOLOGY,
    ),
    objection(
      /(\w*schuldner\w*|zahlungsunwillig\w*|schlechte\w* zahler\w*)/gi,
      'respect',
      DISRESPECT,
    ),
  ],
};

const IN_EVERY_LANGUAGE: readonly Objection[] = [
  objection(/!{2,}|\b(?:\p{Lu}{2,}[ ,]+){3,}\p{Lu}{2,}\b/gu, 'shouting', SHOUTING),
];

function objection(pattern: RegExp, what: string, instead: string): Objection {
  return { pattern, what, instead };
}

function tone(text: string, language: LetterLanguage): Finding[] {
  return [...OBJECTIONS[language], ...IN_EVERY_LANGUAGE].flatMap(({ pattern, what, instead }) =>
    [...text.matchAll(pattern)].map(([words]): Finding => ({
      kind: 'tone',
      what,
      sentence: `“${words.trim()}”: ${instead}`,
    })),
  );
}

/** Nothing is loaded from elsewhere and nothing runs: a mail is a letter. */
const NOT_IN_A_LETTER =
  /<\s*(script|iframe|object|embed|form|input|link|meta|base|svg|img|video|audio|style)\b|\bon[a-z]+\s*=|javascript:|url\s*\(/gi;

const SUBJECT_MAX = 150;

function form({ subject, bodyHtml }: WrittenMessage): Finding[] {
  const findings = [...foreignParts(bodyHtml)].map((part): Finding => ({
    kind: 'form',
    what: 'content',
    sentence: `“${part}” has no place in a letter.`,
  }));
  if (subject.length > SUBJECT_MAX)
    findings.push({
      kind: 'form',
      what: 'subject',
      sentence: `The subject has ${subject.length} characters; many readers see the first 60.`,
    });
  return findings;
}

/** What a template's HTML must not hold: scripts, pictures, styles and links to files elsewhere. */
export function foreignParts(bodyHtml: string): string[] {
  return [...bodyHtml.matchAll(NOT_IN_A_LETTER)].map(([part]) => part);
}
