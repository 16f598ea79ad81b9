import type {
  BankFile,
  Counterparty,
  LinePart,
  LineReferences,
  StatedBalance,
  StatementLine,
} from './bank-statement.ts';

/** The form in which a bank file is printed and sent: decimal texts, days, null for absent. */
export function bankFileDocument(file: BankFile) {
  return {
    format: file.format,
    encoding: file.encoding,
    problems: file.problems.map(({ where, what, advice, severity }) => ({
      where,
      what,
      advice,
      severity,
    })),
    statements: file.statements.map((statement) => ({
      account: statement.account ?? null,
      currency: statement.currency ?? null,
      reference: statement.reference ?? null,
      number: statement.number ?? null,
      opening: balance(statement.opening),
      closing: balance(statement.closing),
      lines: statement.lines.map(line),
    })),
  };
}

export type BankFileDocument = ReturnType<typeof bankFileDocument>;

function line(of: StatementLine) {
  return {
    bookedOn: of.bookedOn ?? null,
    valueOn: of.valueOn ?? null,
    amount: of.amount?.exact ?? null,
    currency: of.amount?.currency ?? null,
    pending: of.pending,
    reversal: of.reversal,
    type: of.type ?? null,
    counterparty: counterparty(of.counterparty),
    remittance: of.remittance ?? null,
    references: references(of.references),
    parts: of.parts.map(part),
  };
}

function part(of: LinePart) {
  return {
    amount: of.amount?.exact ?? null,
    remittance: of.remittance ?? null,
    references: references(of.references),
    counterparty: counterparty(of.counterparty),
  };
}

function balance(of: StatedBalance | undefined) {
  return of === undefined ? null : { on: of.on ?? null, amount: of.amount.exact };
}

function counterparty({ name, account }: Counterparty) {
  return { name: name ?? null, account: account ?? null };
}

function references({ endToEnd, structured, customer, bank }: LineReferences) {
  return {
    endToEnd: endToEnd ?? null,
    structured: structured ?? null,
    customer: customer ?? null,
    bank: bank ?? null,
  };
}
