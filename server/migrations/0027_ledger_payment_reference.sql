-- What the payer of an item is asked to quote: a creditor reference, KID, OCR, QR reference. Found by
-- its key in open_item_key, like the order.
alter table open_item add column payment_ref text;
comment on column open_item.payment_ref is 'As the ledger or the invoice states it; core/ledger/payment-reference says how it is compared.';
