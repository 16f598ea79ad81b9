-- The texts of a dunning step, in one language. The newest version is used; older ones explain old letters.
create table template (
  tenant_id  uuid not null references tenant,
  name       text not null,
  language   text not null,
  version    int not null default 1,
  subject    text not null,
  body_text  text not null,
  body_html  text not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  primary key (tenant_id, name, language, version)
);
select make_tenant_table('template', 'select, insert');

-- The outbox. A message is planned without a text: what it says is written when it is taken for
-- sending, from the items that the gate still lets through at that instant.
--
-- Thousands are planned by one statement every morning, and every foreign key would lock and mark
-- the row it names: together they cost more than the message. What a message names is never deleted
-- (the application has no right to), and the nightly audit looks for one that names nobody.
create table message (
  tenant_id       uuid not null,
  id              bigint generated always as identity,
  customer_id     bigint,
  contact_id      bigint,
  purpose         text not null check (purpose in ('reminder', 'confirmation', 'verification', 'note')),
  channel         text not null default 'mail' check (channel in ('mail')),
  case_item_id    bigint,
  level           int,
  template        text not null,
  language        text not null,
  recipient       text,
  recipient_hash  bytea,
  business_day    date not null,
  state           text not null default 'waiting'
                  check (state in ('waiting', 'claimed', 'data', 'accepted', 'refused', 'unknown', 'withdrawn', 'quarantined', 'failed')),
  state_reason    text,
  planned         jsonb not null,
  subject         text,
  body_text       text,
  body_html       text,
  header_id       text,
  epoch           int not null,
  attempts        int not null default 0,
  available_at    timestamptz not null,
  deadline        timestamptz not null,
  lease_until     timestamptz,
  queued_at       timestamptz not null default clock_timestamp(),
  sent_at         timestamptz,
  ended_at        timestamptz,
  journal_id      bigint not null,
  primary key (tenant_id, id),
  check (purpose <> 'reminder' or (case_item_id is not null and level is not null)),
  check (purpose = 'verification' or customer_id is not null)
);
comment on column message.planned is 'What the gate let through when it was planned: items, amounts, exclusions with reasons.';
comment on column message.case_item_id is 'The item that called for this step: the case of a dunning step (I14).';
-- At most one message per case, step and recipient may be on its way, sent, or possibly sent.
create unique index message_sent_once on message (tenant_id, case_item_id, level, channel, recipient_hash)
  where state in ('claimed', 'data', 'accepted', 'unknown') and case_item_id is not null;
-- One reminder waits for a customer at a time.
create unique index message_waits_once on message (tenant_id, customer_id, purpose)
  where state = 'waiting' and purpose = 'reminder';
create index message_due on message (tenant_id, available_at) where state = 'waiting';
create index message_in_flight on message (tenant_id, lease_until) where state in ('claimed', 'data');
create index message_of_customer on message (tenant_id, customer_id, id);
create index message_by_state on message (tenant_id, state, id);
create index message_verification on message (tenant_id, id) where purpose = 'verification';
select make_tenant_table('message', 'select, insert, update');

-- One try to send. `started_at` is the send instant: it is taken while the rows of the items are
-- locked, so that "settled before the send instant" is a matter of order, not of luck.
create table message_attempt (
  tenant_id  uuid not null references tenant,
  id         bigint generated always as identity,
  message_id bigint not null,
  started_at timestamptz not null default clock_timestamp(),
  stage      text not null default 'claimed' check (stage in ('claimed', 'data', 'ended')),
  data_at    timestamptz,
  outcome    text check (outcome in ('accepted', 'refused', 'deferred', 'unknown', 'abandoned')),
  reply_code text,
  detail     text,
  ended_at   timestamptz,
  gate       jsonb not null,
  resolved_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  check ((outcome is null) = (ended_at is null))
);
comment on column message_attempt.gate is 'The proof: every check with its answer, the freshness of the data, the chaseable remainder.';
create index attempt_of_message on message_attempt (tenant_id, message_id);
create index attempt_by_start on message_attempt (tenant_id, started_at);
select make_tenant_table('message_attempt', 'select, insert, update');

-- What an attempt named, as it was printed: reference, due day, amounts.
create table message_item (
  tenant_id    uuid not null references tenant,
  attempt_id   bigint not null,
  open_item_id bigint not null,
  reference    text not null,
  due_on       date not null,
  open_amount  bigint not null check (open_amount > 0),
  asked_amount bigint not null check (asked_amount > 0),
  currency     char(3) not null,
  primary key (tenant_id, attempt_id, open_item_id),
  foreign key (tenant_id, attempt_id) references message_attempt (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  check (asked_amount <= open_amount)
);
comment on column message_item.open_amount is 'What was open at the send instant; asked_amount is what the letter asks for, less what is disputed or promised.';
create index message_item_of_open_item on message_item (tenant_id, open_item_id);
select make_tenant_table('message_item', 'select, insert');
select make_append_only('message_item');

-- The built-in mailbox: where every mail of the demo goes, and nowhere else.
create table mailbox_mail (
  tenant_id   uuid not null references tenant,
  id          bigint generated always as identity,
  header_id   text not null,
  sender      text not null,
  recipient   text not null,
  subject     text not null,
  body_text   text not null,
  body_html   text not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
select make_tenant_table('mailbox_mail', 'select, insert');
