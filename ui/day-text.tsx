import { dayWords, dueWords, momentWords } from './day-words.ts';

type OnToday = { readonly on: string; readonly today: string };

/** A day in words, with the ISO day on hover. */
export function DayText({ on, today }: OnToday) {
  return (
    <time dateTime={on} title={on}>
      {dayWords(on, today)}
    </time>
  );
}

/** '12 days over, due Tue 3 Mar' */
export function DueText({ on, today }: OnToday) {
  return (
    <time dateTime={on} title={on}>
      {dueWords(on, today)}
    </time>
  );
}

/** A moment in the reader's own time. */
export function MomentText({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={at}>
      {momentWords(at)}
    </time>
  );
}
