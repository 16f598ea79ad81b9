/** Thrown inside a reader when a file cannot be read at all; the readers turn it into an answer. */
export class Unreadable extends Error {
  readonly what: string;
  readonly advice: string;
  readonly lacks: Refusal['lacks'];

  constructor(what: string, advice: string, lacks?: Refusal['lacks']) {
    super(what);
    this.what = what;
    this.advice = advice;
    this.lacks = lacks;
  }
}

/** Why a file cannot be read and what to do about it: said to the person who brought it. */
export type Refusal = {
  readonly what: string;
  readonly advice: string;
  /** What a person may say about a table, so that it can be read after all. */
  readonly lacks?: 'columns' | undefined;
};
