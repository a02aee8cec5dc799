-- Your application writes a row in the same transaction as the deposit or trade it tells of, and never changes it.
-- :cursor stands for the number of the last row that is dealt with.
SELECT outbox_id, event_id, kind, email, amount, currency, happened_at
FROM event_outbox
WHERE outbox_id > :cursor
ORDER BY outbox_id
