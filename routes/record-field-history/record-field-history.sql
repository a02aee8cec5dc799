-- Facts are added and never changed. :cursor stands for the number of the last one that is dealt with.
SELECT fact_id, 'fact-' || fact_id AS event_id, kind, email, amount, happened_at
FROM customer_facts
WHERE fact_id > :cursor
ORDER BY fact_id
