/** Thrown inside a reader when a file cannot be read at all; the readers turn it into an answer. */
export class Unreadable extends Error {
  readonly what: string;
  readonly advice: string;

  constructor(what: string, advice: string) {
    super(what);
    this.what = what;
    this.advice = advice;
  }
}

/** Why a file cannot be read and what to do about it: said to the person who brought it. */
export type Refusal = { readonly what: string; readonly advice: string };
