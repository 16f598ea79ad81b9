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
  /** The references of what it really pays. */
  readonly pays: readonly string[];
};

/** Reads a folder of tab-separated tables and writes it anew as ledger files with headers. */
export async function readWorkload(folder: string): Promise<Workload> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const numbers = new Map<string, string>();
  const customers = [
    'Customer number\tCustomer name\tVAT id\tCountry\tCurrency\tCredit limit\tTerms of payment',
  ];
  await each(
    folder,
    'customer',
    ([id = '', number = '', name, legal, country, currency, limit = '', , terms]) => {
      numbers.set(id, number);
      customers.push([number, name, legal, country, currency, major(limit), terms].join('\t'));
    },
  );
  const contacts = ['Customer number\tContact name\tEmail\tPhone\tContact role'];
  await each(folder, 'contact', ([, customer = '', name, email, phone, role]) => {
    contacts.push([numbers.get(customer), name, email, phone, role].join('\t'));
  });
  const accounts = ['Customer number\tIBAN'];
  await each(folder, 'customer_bank', ([, customer = '', iban]) => {
    accounts.push([numbers.get(customer), iban].join('\t'));
  });

  const references = new Map<string, string>();
  const invoices = [
    'Customer number\tInvoice number\tInvoice date\tDue date\tCurrency\tAmount\tOpen amount\tPO number',
  ];
  await each(
    folder,
    'invoice',
    ([
      id = '',
      customer = '',
      reference = '',
      issued,
      due,
      minor = '',
      open = '',
      currency,
      ,
      order,
    ]) => {
      references.set(id, reference);
      invoices.push(
        [
          numbers.get(customer),
          reference,
          issued,
          due,
          currency,
          major(minor),
          major(open),
          value(order ?? ''),
        ].join('\t'),
      );
    },
  );
  const payments = ['Customer number\tPayment number\tPayment date\tCurrency\tAmount'];
  await each(folder, 'payment', ([id, customer = '', on, minor = '', currency]) => {
    payments.push([numbers.get(customer), `P${id}`, on, currency, major(minor)].join('\t'));
  });
  const allocations = ['Payment number\tInvoice number\tAmount'];
  await each(folder, 'allocation', ([, payment, invoice = '', minor = '']) => {
    allocations.push([`P${payment}`, references.get(invoice), major(minor)].join('\t'));
  });

  const bankLines: BankRow[] = [];
  await each(
    folder,
    'bank_line',
    ([, bookedOn = '', minor = '', currency = '', payer = '', ...rest]) => {
      const [account = '', remittance = '', , paid = ''] = rest;
      bankLines.push({
        bookedOn,
        minor,
        currency,
        payer: value(payer),
        account: value(account),
        remittance,
        pays: (paid.match(/\d+/g) ?? []).map((id) => references.get(id) ?? ''),
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
      ...filesOf('customers', customers),
      ...filesOf('contacts', contacts),
      ...filesOf('bank-accounts', accounts),
      ...filesOf('invoices', invoices),
      ...filesOf('payments', payments),
      ...filesOf('allocations', allocations),
    ],
    bankLines,
    openDisputes,
    livePromises,
    held,
  };
}

/** A file of a ledger has two million rows at most; whoever has more sends several. */
const ROWS_IN_FILE = 1_000_000;

function filesOf(name: string, [header = '', ...rows]: readonly string[]): Workload['ledgerFiles'] {
  const count = Math.max(1, Math.ceil(rows.length / ROWS_IN_FILE));
  return Array.from({ length: count }, (_, i) => ({
    name: `${name}-${i + 1}.tsv`,
    bytes: Buffer.from(
      [header, ...rows.slice(i * ROWS_IN_FILE, (i + 1) * ROWS_IN_FILE)].join('\n'),
    ),
  }));
}

type Manifest = { readonly size?: string; readonly profile?: string; readonly asof?: string };

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
