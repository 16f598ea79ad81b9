-- What a decision tells is one document: seven columns of lists and documents cost a morning more to
-- write than everything else about it, and nobody looks for any of them by itself. What was asked
-- for of which item stands in it as two texts in the same order.
alter table decision
  alter column digest type bigint using 0,
  alter column facts type json using json_build_object(
    'chaseable', chaseable, 'overdue', overdue, 'items', array_to_string(item_ids, ' '),
    'amounts', array_to_string(item_amounts, ' '), 'exclusions', exclusions, 'checks', checks,
    'facts', facts);
alter table decision rename column facts to reasons;
alter table decision
  drop column chaseable,
  drop column overdue,
  drop column item_ids,
  drop column item_amounts,
  drop column exclusions,
  drop column checks;
-- A long document stays in its row as it is, as long as the row fits on a page.
alter table decision set (toast_tuple_target = 8160);
comment on column decision.reasons is 'Amounts in minor units per currency, never one sum over currencies; what was asked for, item by item; what may not be asked, with the reason; the checks that failed (every other one of core/collections/contact-gate passed); days and counts. What is empty is left out.';
comment on column decision.digest is 'Of everything decided: the same digest again changes nothing.';
