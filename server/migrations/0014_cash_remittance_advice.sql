-- What a payer says that a payment is for, from a file of its own. The same content comes in once.
create table remittance_advice (
  tenant_id     uuid not null references tenant,
  id            bigint generated always as identity,
  content       bytea not null,
  file_name     text not null,
  format        text not null,
  payer_name    text,
  payer_account text,
  paid_on       date,
  currency      char(3),
  total         bigint,
  reference     text,
  customer_id   bigint,
  bank_line_id  bigint,
  problems      jsonb not null default '[]',
  received_on   date not null,
  received_at   timestamptz not null default clock_timestamp(),
  journal_id    bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, content),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check ((currency is null) = (total is null))
);
comment on column remittance_advice.bank_line_id is 'The payment that it announced, when that has come.';
create index remittance_advice_of_line on remittance_advice (tenant_id, bank_line_id) where bank_line_id is not null;
create index remittance_advice_announced on remittance_advice (tenant_id, received_on) where bank_line_id is null;
create index remittance_advice_of_customer on remittance_advice (tenant_id, customer_id) where bank_line_id is null and customer_id is not null;
select make_tenant_table('remittance_advice', 'select, insert, update');

create table remittance_advice_line (
  tenant_id            uuid not null,
  remittance_advice_id bigint not null,
  position             int not null check (position > 0),
  reference            text not null,
  reference_key        text collate "C" not null,
  document_date        date,
  currency             char(3),
  amount               bigint,
  gross                bigint,
  discount             bigint,
  deduction_reason     text,
  place                text not null,
  primary key (tenant_id, remittance_advice_id, position),
  foreign key (tenant_id, remittance_advice_id) references remittance_advice (tenant_id, id)
);
select make_tenant_table('remittance_advice_line', 'select, insert');
