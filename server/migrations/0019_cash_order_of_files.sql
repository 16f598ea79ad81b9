-- What the order of bank files must not change. A return that a person has paired or taken apart is
-- that person's, and the rule leaves it alone.
alter table bank_line add column return_decided_by text
  check (return_decided_by is null or (reversal and amount < 0));
comment on column bank_line.return_decided_by is 'The person who said which payment went back, or took back what was found. Null: the rule decides, and may decide again when earlier files come later.';
create index bank_line_returns on bank_line (tenant_id, booked_on) where reversal and amount < 0;

-- A match may have looked at items of several groups of customers, when they were quoted as well.
-- Whoever changes one of them has it decided again.
alter table match add column concerned_groups bigint[];
comment on column match.concerned_groups is 'Heads of the groups that had a say in the decision, where there were several. Null: only the customer''s own.';
create index match_of_several_groups on match (tenant_id, bank_line_id) where concerned_groups is not null and undone_at is null;
