-- A row that belongs to a customer, an item or a fact of the journal names the tenant with it, in one
-- key, and that one has a tenant. A second key to the tenant alone proves nothing more, and costs
-- every row that is written as much as each other key.
alter table unhandled_fact drop constraint unhandled_fact_tenant_id_fkey;
alter table import_file drop constraint import_file_tenant_id_fkey;
alter table contact drop constraint contact_tenant_id_fkey;
alter table customer_bank_account drop constraint customer_bank_account_tenant_id_fkey;
alter table note drop constraint note_tenant_id_fkey;
alter table open_item drop constraint open_item_tenant_id_fkey;
alter table credit_item drop constraint credit_item_tenant_id_fkey;
alter table allocation drop constraint allocation_tenant_id_fkey;
alter table message_attempt drop constraint message_attempt_tenant_id_fkey;
alter table message_item drop constraint message_item_tenant_id_fkey;
alter table dispute drop constraint dispute_tenant_id_fkey;
alter table bank_statement drop constraint bank_statement_tenant_id_fkey;
alter table promise_to_pay drop constraint promise_to_pay_tenant_id_fkey;
alter table promised_item drop constraint promised_item_tenant_id_fkey;
alter table dunning_hold drop constraint dunning_hold_tenant_id_fkey;
alter table dunning_level drop constraint dunning_level_tenant_id_fkey;
alter table worklist_mark drop constraint worklist_mark_tenant_id_fkey;
alter table match_lesson drop constraint match_lesson_tenant_id_fkey;
alter table payer_record drop constraint payer_record_tenant_id_fkey;
alter table paying_habit drop constraint paying_habit_tenant_id_fkey;
alter table customer_name drop constraint customer_name_tenant_id_fkey;
alter table probable_payment drop constraint probable_payment_tenant_id_fkey;
alter table short_payment drop constraint short_payment_tenant_id_fkey;
alter table short_payment_answer drop constraint short_payment_answer_tenant_id_fkey;
alter table remittance_advice drop constraint remittance_advice_tenant_id_fkey;
