/** One mail to one recipient. Names and the subject are one line each; addresses are plain. */
export type Mail = {
  /** The Message-ID without its angle brackets: fixed for a message, so a copy can be recognised. */
  readonly headerId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | undefined;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/**
 * How handing over a mail ended. `deferred`: nothing of it was taken, and it may be tried again.
 * `refused`: the other side said no for good. `unknown`: it may have been taken, and nobody told
 * us. `held`: we ourselves said no before any of it was handed over.
 */
export type Delivery = {
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'unknown' | 'held';
  /** The three digits of the server's answer, when there was one. */
  readonly code: string | undefined;
  /** Its words, or ours; may quote an address, so it is kept and never logged. */
  readonly detail: string;
};

/** Carries mail out of the house. */
export type Postman = {
  /**
   * Asks `mayHandOver` once, at the last moment before the first byte of the content leaves; until
   * it says yes nothing has been handed over, and whatever goes wrong is safe to try again.
   */
  deliver(mail: Mail, mayHandOver: () => Promise<boolean>): Promise<Delivery>;
  close(): void;
};
