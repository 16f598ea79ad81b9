declare const kind: unique symbol;

/** Text that knows what it identifies: a CustomerId is not accepted where an OpenItemId is due. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type TenantId = Id<'tenant'>;
export type UserId = Id<'user'>;
export type CustomerId = Id<'customer'>;
export type ContactId = Id<'contact'>;
export type OpenItemId = Id<'open item'>;
export type CreditItemId = Id<'credit item'>;
export type AllocationId = Id<'allocation'>;
export type DisputeId = Id<'dispute'>;
export type PromiseToPayId = Id<'promise to pay'>;
export type DunningHoldId = Id<'dunning hold'>;
export type MessageId = Id<'message'>;
export type AttemptId = Id<'attempt'>;
export type BankAccountId = Id<'bank account'>;
export type BankStatementId = Id<'bank statement'>;
export type BankLineId = Id<'bank line'>;
export type ShortPaymentId = Id<'short payment'>;
export type RemittanceAdviceId = Id<'remittance advice'>;
export type ImportId = Id<'import'>;
export type JournalId = Id<'journal'>;
