/**
 * The answer to a request that the business may decline.
 * A refusal is an ordinary answer with a stable reason code; it is not an exception.
 */
export type Accepted<Value> = { readonly accepted: true; readonly value: Value };
export type Refused<Reason extends string> = {
  readonly accepted: false;
  readonly reason: Reason;
  /** What a person needs beside the rule's sentence: where it happened, what to do. */
  readonly detail?: string;
};
export type Outcome<Value, Reason extends string> = Accepted<Value> | Refused<Reason>;

export function accept<Value>(value: Value): Accepted<Value> {
  return { accepted: true, value };
}

export function refuse<Reason extends string>(reason: Reason, detail?: string): Refused<Reason> {
  return detail === undefined ? { accepted: false, reason } : { accepted: false, reason, detail };
}
