/** What breaks the invariants of `goodterms audit` in the sound books, for the audit to find. */

const COPY_LINE = `insert into bank_line (tenant_id, bank_account_id, bank_statement_id, movement, occurrence, position, booked_on, currency, amount, credit_item_id)
   select tenant_id, bank_account_id, bank_statement_id, movement, occurrence, 2, booked_on, currency, amount, credit_item_id from bank_line`;
const COPY_MESSAGE = `insert into message (tenant_id, customer_id, purpose, case_item_id, level, template, language, recipient_hash, business_day, state, planned, epoch, available_at, deadline, journal_id)
   select tenant_id, customer_id, purpose, case_item_id, $level, template, language, recipient_hash, $day, $state, planned, epoch, available_at, $deadline, journal_id from message where id = $message`;

/** One row a plant: the invariant, what is wrong, and the SQL that makes it so. */
export const PLANTS: [string, string, string[]][] = [
  ['I01', 'a payment of which more is allocated than came', [allocation('payment', 'big', 20_00)]],
  ['I02', 'an item that is paid more than once', [allocation('rich', 'a', 1)]],
  [
    'I03',
    'a payment whose counter is not the sum',
    ['update credit_item set allocated = allocated - 1 where id = $payment'],
  ],
  [
    'I03',
    'an item whose counter is not the sum',
    ['update open_item set allocated = allocated - 1 where id = $b'],
  ],
  [
    'I05',
    'an allocation in another currency',
    [`update allocation set currency = 'USD' where open_item_id = $b`],
  ],
  [
    'I06',
    'an open item with a moment of settlement',
    ['$drop_settled_check', 'update open_item set settled_at = now() where id = $b'],
  ],
  [
    'I07',
    'a reversal of another amount',
    ['update allocation set amount = -1 where reverses_id is not null'],
  ],
  [
    'I07',
    'an allocation reversed twice',
    [
      'drop index allocation_reversed_once',
      'insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, reverses_id, allocated_on, journal_id, txid) select tenant_id, credit_item_id, open_item_id, currency, amount, reverses_id, allocated_on, journal_id, txid from allocation where reverses_id is not null',
    ],
  ],
  [
    'I08',
    'an allocation whose fact is of another transaction',
    ['update allocation set txid = 1 where open_item_id = $b'],
  ],
  [
    'I08',
    'a payment without a fact',
    ['update credit_item set journal_id = 999999999 where id = $payment'],
  ],
  [
    'I09',
    'a fact of money that moved nothing',
    [
      `insert into journal (tenant_id, actor_kind, actor_id, fact, data) values ($tenant, 'user', 'ada', 'ledger.allocated', '{}')`,
    ],
  ],
  ['I10', 'a bank movement that is here twice', ['$drop_movement_key', COPY_LINE]],
  [
    'I11',
    'a statement that does not add up and says nothing',
    ['update bank_statement set closing = closing + 1'],
  ],
  [
    'I12',
    'a statement that begins elsewhere',
    [
      'insert into bank_statement (tenant_id, bank_account_id, import_file_id, position, number, opening, closing_on, closing, line_count, money_in, money_out, adds_up) select tenant_id, bank_account_id, import_file_id, 3, $three, closing + 1, closing_on + 1, closing + 1, 0, 0, 0, true from bank_statement where number = $two',
    ],
  ],
  ['I13', 'money of the bank that is no payment', ['update bank_line set credit_item_id = null']],
  [
    'I13',
    'money of the bank that is a payment of another amount',
    ['update bank_line set amount = amount + 1'],
  ],
  [
    'I33',
    'a payer whom nobody has confirmed',
    [
      `insert into payer_record (tenant_id, kind, key, customer_id, confirmed, refused) values ($tenant, 'name', 'STRANGER', $acme, 1, 0)`,
    ],
  ],
  [
    'I33',
    'a tier that was never wrong, and a lesson that says otherwise',
    [
      `insert into match_lesson (tenant_id, bank_line_id, kind, tier, was_right, journal_id) select tenant_id, id, 'undone', 'number', false, $journal from bank_line`,
    ],
  ],
  [
    'I34',
    'an item held back for a payment that is decided',
    [
      `insert into probable_payment (tenant_id, bank_line_id, open_item_id, customer_id, currency, amount) select tenant_id, id, $b, $acme, 'EUR', 1 from bank_line`,
      `update bank_line set set_aside = 'not_a_receivable'`,
    ],
  ],
  [
    'I35',
    'a lesson of a match that a person took back',
    [
      `insert into match (tenant_id, bank_line_id, customer_id, tier, evidence, items, matched_by, undone_at, undone_by, journal_id) select tenant_id, id, $acme, 'by_hand', '[]', '[]', 'user ada', now(), 'user ada', $journal from bank_line`,
      `insert into match_lesson (tenant_id, bank_line_id, match_id, kind, customer_id, journal_id) select tenant_id, bank_line_id, id, 'confirmed', customer_id, journal_id from match`,
    ],
  ],
  [
    'I14',
    'a step that reached somebody twice',
    ['drop index message_sent_once', message({ level: 1, state: 'accepted' }), attemptOfNewest()],
  ],
  ['I15', 'a request for what was settled before', [named('a')]],
  [
    'I16',
    'a request during a hold',
    [
      `insert into dunning_hold (tenant_id, customer_id, reason, from_on, until_on, set_at, set_by, journal_id) values ($tenant, $acme, 'x', current_date - 2, current_date + 2, now() - interval '1 day', 'ada', $journal)`,
    ],
  ],
  [
    'I16',
    'a request for what is disputed',
    [
      `insert into dispute (tenant_id, customer_id, open_item_id, currency, reason, opened_by, opened_on, opened_at, journal_id) values ($tenant, $acme, $b, 'EUR', 'price', 'ada', current_date, now() - interval '1 day', $journal)`,
    ],
  ],
  [
    'I16',
    'a request for what is promised',
    [
      `insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on, made_at, taken_by, journal_id) values ($tenant, $acme, 'EUR', 3000, current_date + 5, current_date, (select min(started_at) from message_attempt), 'ada', $journal)`,
      'insert into promised_item (tenant_id, promise_to_pay_id, open_item_id, amount, open_before) select tenant_id, max(id), $b, 3000, 3000 from promise_to_pay group by tenant_id',
    ],
  ],
  [
    'I16',
    'a request for what a payment left open',
    [
      `insert into short_payment (tenant_id, match_id, customer_id, open_item_id, currency, amount, kind, paid_on, found_on, found_at, journal_id) select tenant_id, id, $acme, $b, 'EUR', 3000, 'short_payment', current_date, current_date, now() - interval '1 day', $journal from match`,
    ],
  ],
  [
    'I36',
    'a write-off that answers nothing',
    [
      `insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount, natural_key, journal_id) values ($tenant, $acme, 'write_off', 'x', current_date, 'EUR', 100, 'x', $journal)`,
    ],
  ],
  [
    'I36',
    'a write-off of another amount than was answered',
    ['update short_payment_answer set amount = amount + 1'],
  ],
  [
    'I36',
    'an answer that was undone while its write-off holds',
    [`update short_payment_answer set undone_at = now(), undone_by = 'ada'`],
  ],
  [
    'I37',
    'an answered short payment whose match was undone',
    [`update match set undone_at = now(), undone_by = 'ada'`],
  ],
  [
    'I37',
    'a short payment that waits although it was answered',
    ['update short_payment set answered_at = null'],
  ],
  [
    'I17',
    'a message with another open amount',
    ['update message_item set open_amount = open_amount + 1'],
  ],
  [
    'I18',
    'a message that waits for ever',
    [message({ level: 2, state: 'waiting', deadline: `timestamptz '2026-03-02T05:00:00Z'` })],
  ],
  ['I18', 'a message that nobody holds', [message({ level: 2, state: 'data' })]],
  ['I19', 'two reminders on one day', [message({ level: 2, state: 'accepted' })]],
  ['I32', 'a message to nobody', ['update message set customer_id = 9999999 where id = $message']],
  ['I20', 'a level that follows none', ['update message set level = 3 where id = $message']],
  [
    'I21',
    'a changed row of the journal',
    [`update journal set data = '{"amount":"1.00"}' where id = $journal`],
  ],
  ['I21', 'a missing row of the journal', ['delete from journal where id = $journal']],
  [
    'I21',
    'a row slipped in between',
    [
      'insert into journal overriding system value select tenant_id, id + 1000000, recorded_at, actor_kind, actor_id, fact, customer_id, data, txid from journal where id = $journal',
      'update journal_seal set until_id = until_id + 1000000 where number = 3',
    ],
  ],
  ['I21', 'a missing seal', ['delete from journal_seal where number = 2']],
  [
    'I23',
    'two answers to one request',
    [
      'alter table idempotency_key drop constraint idempotency_key_pkey',
      'insert into idempotency_key select * from idempotency_key',
    ],
  ],
  [
    'I24',
    'a daily job that ran twice',
    [
      'alter table job_run drop constraint job_run_pkey',
      'insert into job_run select * from job_run',
    ],
  ],
  [
    'I25 S1',
    'a table without forced row-level security',
    ['alter table note no force row level security'],
  ],
  [
    'I25 S2',
    'a table whose policy forgot the tenant',
    ['drop policy own_rows on note', 'create policy all_rows on note using (true)'],
  ],
  [
    'I25 S3',
    'a table whose rows need no tenant',
    ['create table stray (tenant_id uuid, id bigint)'],
  ],
  [
    'I25 S4',
    'a foreign key without the tenant',
    [
      'create table one (tenant_id uuid not null, id bigint unique)',
      'create table other (tenant_id uuid not null, one_id bigint references one (id))',
    ],
  ],
  [
    'I25 S5',
    'a unique key without the tenant',
    ['create unique index note_by_author on note (author)'],
  ],
  [
    'I25 S6',
    'an amount as a floating-point number',
    ['alter table note add column price double precision'],
  ],
  [
    'I25 S7',
    'a function with the rights of its owner',
    [
      `create function peek() returns bigint language sql security definer as 'select count(*) from customer'`,
    ],
  ],
  [
    'I25 S7',
    'a view with the rights of its owner',
    ['create view all_customers as select * from customer'],
  ],
  [
    'I25 S8',
    'an application role that passes row-level security',
    ['alter role goodterms_app bypassrls'],
  ],
];

function allocation(credit: string, item: string, minor: number): string {
  return `insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on, journal_id, txid)
    select tenant_id, $${credit}, $${item}, 'EUR', ${minor}, allocated_on, journal_id, txid from allocation order by id limit 1`;
}

function named(item: string): string {
  return `insert into message_item (tenant_id, attempt_id, open_item_id, reference, due_on, open_amount, asked_amount, currency)
    values ($tenant, $attempt, $${item}, 'A', current_date, 1, 1, 'EUR')`;
}

function attemptOfNewest(): string {
  return `insert into message_attempt (tenant_id, message_id, stage, outcome, ended_at, gate)
    select tenant_id, max(id), 'ended', 'accepted', now(), '{}' from message group by tenant_id`;
}

function message({ level, state, deadline }: { level: number; state: string; deadline?: string }) {
  return COPY_MESSAGE.replace('$level', String(level))
    .replace('$day', 'business_day')
    .replace('$state', `'${state}'`)
    .replace('$deadline', deadline ?? 'deadline');
}
