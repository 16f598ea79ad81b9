create table bank_account (
  tenant_id uuid not null references tenant,
  id        bigint generated always as identity,
  account   text not null,
  currency  char(3) not null,
  name      text,
  primary key (tenant_id, id),
  unique (tenant_id, account, currency)
);
select make_tenant_table('bank_account', 'select, insert, update');

create table bank_statement (
  tenant_id       uuid not null references tenant,
  id              bigint generated always as identity,
  bank_account_id bigint not null,
  import_file_id  bigint not null,
  position        int not null,
  reference       text,
  number          text,
  opening_on      date,
  opening         bigint,
  closing_on      date,
  closing         bigint,
  line_count      int not null,
  money_in        bigint not null check (money_in >= 0),
  money_out       bigint not null check (money_out >= 0),
  adds_up         boolean,
  problems        jsonb not null default '[]',
  imported_at     timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, bank_account_id, id),
  foreign key (tenant_id, bank_account_id) references bank_account (tenant_id, id),
  foreign key (tenant_id, import_file_id) references import_file (tenant_id, id)
);
comment on column bank_statement.adds_up is 'Opening plus lines is closing; null when the file states no balances. False is shown and never repaired.';
comment on column bank_statement.closing_on is 'As stated; else the last day on which a line was booked.';
create index statement_of_account on bank_statement (tenant_id, bank_account_id, closing_on);
create index statement_of_file on bank_statement (tenant_id, import_file_id, position);
select make_tenant_table('bank_statement', 'select, insert');

-- A booked movement. `movement` is what makes it the same in another file (core/cash/natural-key);
-- its occurrence keeps two equal real payments apart while an overlapping file changes nothing.
-- Lines come in their tens of thousands, so nothing is checked twice: that the tenant and the
-- account exist follows from the statement.
create table bank_line (
  tenant_id         uuid not null,
  id                bigint generated always as identity,
  bank_account_id   bigint not null,
  bank_statement_id bigint not null,
  movement          text collate "C" not null,
  occurrence        int not null check (occurrence > 0),
  position          int not null,
  booked_on         date not null,
  value_on          date,
  currency          char(3) not null,
  amount            bigint not null,
  reversal          boolean not null default false,
  type              text,
  payer_name        text,
  payer_account     text,
  remittance        text not null default '',
  refs              jsonb not null default '{}',
  parts             jsonb not null default '[]',
  credit_item_id    bigint,
  set_aside         text check (set_aside in ('not_a_receivable', 'money_out', 'reversal')),
  imported_at       timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, bank_account_id, movement, occurrence),
  foreign key (tenant_id, bank_account_id, bank_statement_id)
    references bank_statement (tenant_id, bank_account_id, id),
  foreign key (tenant_id, credit_item_id) references credit_item (tenant_id, id)
);
create index bank_line_of_statement on bank_line (tenant_id, bank_statement_id, position);
create index bank_line_of_credit_item on bank_line (tenant_id, credit_item_id);
create index bank_line_returned on bank_line (tenant_id, id) where reversal and amount < 0 and set_aside is null;
create index bank_line_by_day on bank_line (tenant_id, booked_on, id);
select make_tenant_table('bank_line', 'select, insert, update');

-- A line that another statement shows once more.
create table bank_line_again (
  tenant_id         uuid not null,
  bank_statement_id bigint not null,
  position          int not null,
  bank_line_id      bigint not null,
  primary key (tenant_id, bank_statement_id, position),
  foreign key (tenant_id, bank_statement_id) references bank_statement (tenant_id, id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id)
);
create index bank_line_shown_again on bank_line_again (tenant_id, bank_line_id);
select make_tenant_table('bank_line_again', 'select, insert');

-- How a line found its items, with what convinced the rule or who decided. Undone, never deleted.
create table match (
  tenant_id    uuid not null,
  id           bigint generated always as identity,
  bank_line_id bigint not null,
  customer_id  bigint not null,
  tier         text not null,
  evidence     jsonb not null,
  items        jsonb not null,
  matched_by   text not null,
  matched_at   timestamptz not null default clock_timestamp(),
  undone_at    timestamptz,
  undone_by    text,
  journal_id   bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id)
);
create unique index match_in_force on match (tenant_id, bank_line_id) where undone_at is null;
create index match_undone on match (tenant_id, bank_line_id) where undone_at is not null;
select make_tenant_table('match', 'select, insert, update');
