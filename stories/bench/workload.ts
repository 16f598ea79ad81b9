import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The books of a generated company, as the files that its accounting system and bank would write. */
export type Workload = {
  readonly size: string;
  readonly profile: string;
  readonly asOf: string;
  readonly ledgerFiles: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly bankLines: readonly BankRow[];
  readonly openDisputes: readonly { readonly reference: string; readonly minor: string }[];
  readonly livePromises: readonly {
    readonly reference: string;
    readonly madeOn: string;
    readonly promisedFor: string;
    readonly minor: string;
  }[];
  /** Customers with a plan in force: a plan is no room yet, so they are held. */
  readonly held: readonly string[];
};

export type BankRow = {
  readonly bookedOn: string;
  readonly minor: string;
  readonly currency: string;
  readonly payer: string;
  readonly account: string;
  readonly remittance: string;
};

/** Reads a folder of tab-separated tables and writes it anew as ledger files with headers. */
export async function readWorkload(folder: string): Promise<Workload> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const numbers = new Map<string, string>();
  const people = new Map<string, string[]>();
  const accounts = new Map<string, string>();
  await each(
    folder,
    'contact',
    ([, customer = '', name = '', email = '', phone = '', , primary]) => {
      if (primary === 't') people.set(customer, [name, email, phone]);
    },
  );
  await each(folder, 'customer_bank', ([, customer = '', iban = '']) => {
    accounts.set(customer, accounts.has(customer) ? `${accounts.get(customer)}|${iban}` : iban);
  });
  const customers = [CUSTOMER_HEAD];
  await each(
    folder,
    'customer',
    ([id = '', number = '', name = '', legal = '', country = '', currency = '', , , term = '']) => {
      numbers.set(id, number);
      const [person = '', email = '', phone = ''] = people.get(id) ?? [];
      customers.push(
        [
          number,
          name,
          legal,
          country,
          currency,
          term,
          person,
          email,
          phone,
          accounts.get(id) ?? '',
        ].join('\t'),
      );
    },
  );

  const references = new Map<string, string>();
  const items = [ITEM_HEAD];
  await each(
    folder,
    'invoice',
    ([
      id = '',
      customer = '',
      reference = '',
      issued = '',
      due = '',
      minor = '',
      ,
      currency = '',
      ,
      order = '',
    ]) => {
      references.set(id, reference);
      items.push(
        [
          numbers.get(customer),
          'Invoice',
          reference,
          issued,
          due,
          currency,
          major(minor),
          order === '\\N' ? '' : order,
          '',
        ].join('\t'),
      );
    },
  );
  const payments = new Map<string, { customer: string; on: string; currency: string }>();
  await each(folder, 'payment', ([id = '', customer = '', on = '', , currency = '']) => {
    payments.set(id, { customer: numbers.get(customer) ?? '', on, currency });
  });
  await each(folder, 'allocation', ([id = '', payment = '', invoice = '', minor = '']) => {
    const paid = payments.get(payment);
    if (paid)
      items.push(
        [
          paid.customer,
          'Payment',
          `P${payment}/${id}`,
          paid.on,
          '',
          paid.currency,
          major(minor),
          '',
          references.get(invoice),
        ].join('\t'),
      );
  });

  const bankLines: BankRow[] = [];
  await each(
    folder,
    'bank_line',
    ([, bookedOn = '', minor = '', currency = '', payer = '', account = '', remittance = '']) => {
      bankLines.push({
        bookedOn,
        minor,
        currency,
        payer: value(payer),
        account: value(account),
        remittance,
      });
    },
  );
  const openDisputes: Workload['openDisputes'][number][] = [];
  await each(folder, 'dispute', ([, invoice = '', , , , , minor = '', state]) => {
    if (state === 'open') openDisputes.push({ reference: references.get(invoice) ?? '', minor });
  });
  const livePromises: Workload['livePromises'][number][] = [];
  await each(
    folder,
    'promise',
    ([, invoice = '', , madeOn = '', promisedFor = '', minor = '', state]) => {
      if (state === 'active')
        livePromises.push({ reference: references.get(invoice) ?? '', madeOn, promisedFor, minor });
    },
  );
  const held: string[] = [];
  await each(folder, 'plan', ([, customer = '', , , state]) => {
    if (state === 'active') held.push(numbers.get(customer) ?? '');
  });
  return {
    size: manifest.size ?? '?',
    profile: manifest.profile ?? '?',
    asOf: manifest.asof ?? '2026-06-30',
    ledgerFiles: [
      { name: 'customers.tsv', bytes: Buffer.from(customers.join('\n')) },
      { name: 'items.tsv', bytes: Buffer.from(items.join('\n')) },
    ],
    bankLines,
    openDisputes,
    livePromises,
    held,
  };
}

type Manifest = { readonly size?: string; readonly profile?: string; readonly asof?: string };

const CUSTOMER_HEAD =
  'Customer number\tCustomer name\tVAT id\tCountry\tCurrency\tTerms of payment\tContact name\tEmail\tPhone\tIBAN';
const ITEM_HEAD =
  'Customer number\tDocument type\tDocument number\tDocument date\tDue date\tCurrency\tAmount\tPO number\tApplied to invoice';

async function each(
  folder: string,
  table: string,
  take: (cells: readonly string[]) => void,
): Promise<void> {
  const lines = createInterface({ input: createReadStream(join(folder, `${table}.tsv`)) });
  for await (const line of lines) take(line.split('\t'));
}

/** Every currency of the generator has hundredths. */
function major(minor: string): string {
  const digits = minor.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function value(text: string): string {
  return text === '\\N' ? '' : text;
}
