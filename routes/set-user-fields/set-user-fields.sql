-- A change is added and never changed. :cursor stands for the number of the last one that is dealt with.
SELECT change_id, 'change-' || change_id AS event_id, email, field, new_value, changed_at
FROM field_changes
WHERE change_id > :cursor
ORDER BY change_id
