import type { Currency } from '../kernel/money.ts';

/** What the accounting system tells us of a customer, as we keep it. */
export type CustomerRecord = {
  readonly number: string;
  readonly name: string;
  readonly parentNumber: string | undefined;
  readonly legalId: string | undefined;
  /** ISO 3166, two letters. */
  readonly country: string | undefined;
  readonly currency: Currency;
  /** ISO 639, two letters. */
  readonly language: string;
  readonly termDays: number | undefined;
  /** In minor units of the customer's currency. */
  readonly creditLimit: bigint | undefined;
  readonly riskClass: string | undefined;
  readonly collectorId: string | undefined;
};

export type ContactRecord = {
  readonly customerNumber: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly language: string | undefined;
  /** The first contact of a customer is the one to write to. */
  readonly isPrimary: boolean;
};

export type BankAccountRecord = { readonly customerNumber: string; readonly account: string };
