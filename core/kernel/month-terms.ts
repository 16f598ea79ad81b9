import { addDays, dayOf, monthEnd, type Day } from './day.ts';

/** Terms are a sentence; what is longer is the small print. */
const LONGEST_TERMS = 300;

const DAYS = String.raw`(?:days?|tage?n?|jours?|jrs?|gg|giorni|dias|dagen|dgn|dager|dage|dagar|d)\.?`;
const NEXT_MONTH = String.raw`(?:folgemonate?s?|(?:nachst|kommend|folgend)en monate?s?|(?:the )?(?:following|next) month|(?:the )?month following|mois (?:suivant|prochain)|mes (?:siguiente|seguinte)|mese (?:successivo|seguente)|(?:de )?volgende maand|(?:efter)?folgende maned|nasta manad)`;
const END = String.raw`(?:(?:the )?(?:end|last day) of|month end of|ende (?:des )?|fin (?:du|de|del) |fine |fim do |einde (?:van )?)\s*`;
const END_OF_MONTH = String.raw`(?:fin de mois|(?:the )?end of (?:the |this )?month|e\.?o\.?m\b\.?|month[- ]end|monatsende|(?:zum )?ende (?:des )?(?:laufenden )?monate?s|ultimo|fine mese|d\.?\s?f\.?\s*f\.?\s?m\b\.?|f\.?m\b\.?|fin de mes|fim do mes|einde (?:van de )?maand|maandeinde|lobende maned|fakturamane?d|fakturamanad|monatsletzten|lo?b\.? ?md\b\.?)`;
const OF_INVOICE = String.raw`(?:(?:de la )?date (?:de |d')?(?:la )?fact(?:ure)?\.?|date d'emission|data fattura|fecha (?:de )?factura|data (?:da )?fatura|(?:from |after )?(?:date of )?invoice(?: date)?|ab rechnungsdatum)`;
const AFTER = String.raw`(?:after|from|nach|ab|na|apres|a partir de la|fra|efter|dopo|despues de)\s*(?:the )?`;
const NTH = String.raw`(\d{1,2})(?:\.|st|nd|rd|th|er|e|o)?`;

const AFTER_NEXT_END = new RegExp(`(\\d{1,3})\\s*${DAYS}\\s*${AFTER}${END}${NEXT_MONTH}`);
const NEXT_END = new RegExp(`${END}${NEXT_MONTH}|\\bnett? monthly`);
const DAY_OF_NEXT = new RegExp(
  `${NTH}\\s*(?:day )?(?:of|des|im|du|del|do|van|i)?\\s*${NEXT_MONTH}`,
);
const AFTER_END = new RegExp(
  `(\\d{1,3})\\s*${DAYS}\\s*${AFTER}${END_OF_MONTH}|${END_OF_MONTH}\\s*(?:(?:\\+|plus|og)?\\s*(\\d{1,3})\\s*${DAYS}(?![a-z])|\\+\\s*(\\d{1,3})(?!\\s*%))`,
);
const THEN_END = new RegExp(
  `(\\d{1,3})\\s*(?:${DAYS})?\\s*(?:net(?:to)?\\s*)?(?:${OF_INVOICE},?\\s*)?${END_OF_MONTH}(?:,?\\s*(?:le|el|il|on the|am|the)\\s+${NTH}(?!\\d|\\s*${DAYS}(?![a-z])))?`,
);
const ON_THE_NTH = new RegExp(
  `(\\d{1,3})\\s*${DAYS},?\\s*(?:on the|le|el|il|am|dias? fijos?|giorno fisso)\\s+${NTH}(?!\\d|[./-]|\\s*(?:${DAYS}(?![a-z])|[a-z]{3,}))`,
);
const ONLY_END = new RegExp(END_OF_MONTH);

/**
 * When terms that speak of months end, and a number of days does not say it: '30 days end of
 * month', '30 jours fin de mois le 10', '15. des Folgemonats', 'løbende måned 30 dage'.
 */
export function dueByMonth(text: string, from: Day): Day | undefined {
  if (text.length > LONGEST_TERMS) return undefined;
  const written = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ø', 'o');
  if (!MAY_SPEAK_OF_MONTHS.test(written)) return undefined;
  const nextMonth = addDays(monthEnd(from), 1);

  const afterNextEnd = AFTER_NEXT_END.exec(written);
  if (afterNextEnd) return addDays(monthEnd(nextMonth), Number(afterNextEnd[1]));
  if (NEXT_END.test(written)) return monthEnd(nextMonth);
  const dayOfNext = DAY_OF_NEXT.exec(written);
  if (dayOfNext) return dayIn(nextMonth, Number(dayOfNext[1]));
  const afterEnd = AFTER_END.exec(written);
  if (afterEnd) return addDays(monthEnd(from), Number(afterEnd[1] ?? afterEnd[2] ?? afterEnd[3]));
  const thenEnd = THEN_END.exec(written);
  if (thenEnd) {
    const end = monthEnd(addDays(from, Number(thenEnd[1])));
    return thenEnd[2] === undefined ? end : dayIn(addDays(end, 1), Number(thenEnd[2]));
  }
  const onTheNth = ON_THE_NTH.exec(written);
  if (onTheNth) {
    const earliest = addDays(from, Number(onTheNth[1]));
    const same = dayIn(earliest, Number(onTheNth[2]));
    return same !== undefined && same >= earliest
      ? same
      : dayIn(addDays(monthEnd(earliest), 1), Number(onTheNth[2]));
  }
  return ONLY_END.test(written) && !/\d/.test(written) ? monthEnd(from) : undefined;
}

/** Told at a glance: most terms are a number of days. */
const MAY_SPEAK_OF_MONTHS =
  /mon|moi|mes|maa|man|md|mn|e\.?o\.?m|f\.?\s?m|ultimo|on the|\b(?:le|el|il|am|fijos?|fisso)\b/;

/** The month's last day where it has no such day. */
function dayIn(month: Day, dayOfMonth: number): Day | undefined {
  const [year = 0, number = 0] = month.split('-').map(Number);
  if (dayOfMonth < 1 || dayOfMonth > 31) return undefined;
  return dayOf(year, number, dayOfMonth) ?? monthEnd(month);
}
