-- A morning plans thousands of messages, and each key costs it a sixth of the message itself.
--
-- What was planned is kept as it was written; its digest has a column, since it is compared.
alter table message
  alter column planned type json using (planned - 'digest')::json,
  add column digest bigint;
comment on column message.digest is 'Of what was planned: a reminder that would be planned the same is left as it is.';

-- One key for two questions: the messages of a customer, and that one reminder waits at a time. A
-- reminder that waits stands under 0, any other message under its own id.
drop index message_waits_once;
drop index message_of_customer;
create unique index message_of_customer on message
  (tenant_id, customer_id, (case when state = 'waiting' and purpose = 'reminder' then 0 else id end));

-- What waits is found by `message_due`.
drop index message_by_state;
create index message_by_state on message (tenant_id, state, id) where state <> 'waiting';

-- In the order in which the person to write to is chosen, so that a morning need not sort.
drop index contact_of_customer;
create index contact_of_customer on contact
  (tenant_id, customer_id, (coalesce(email, '') <> '') desc, is_primary desc, id);
