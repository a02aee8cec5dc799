-- An amount is added and never changed: one that is edited after it was sent is a conflict and is parked.
SELECT adjustment_id, 'adjustment-' || adjustment_id AS event_id, email, amount, abs(amount) AS moved, adjusted_at
FROM coin_adjustments
WHERE adjustment_id > :cursor
ORDER BY adjustment_id
