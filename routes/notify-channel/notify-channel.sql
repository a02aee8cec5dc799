-- A message is added and never changed: one that is edited after it was posted is a conflict and is parked.
SELECT message_id, 'message-' || message_id AS event_id, text, wanted_at
FROM channel_messages
WHERE message_id > :cursor
ORDER BY message_id
