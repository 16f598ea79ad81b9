/** Work that may be interrupted: between its steps somebody else has a turn. */
export type Steps<Result> = Generator<undefined, Result>;

/** Takes all the steps that are left, one after the other. */
export function finish<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** What is known already, as work without a step. */
// oxlint-disable-next-line require-yield -- nothing is left to do in between
export function* atOnce<Result>(result: Result): Steps<Result> {
  return result;
}
