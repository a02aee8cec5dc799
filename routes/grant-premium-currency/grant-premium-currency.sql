-- A reward is added and never changed: one that is edited after it was sent is a conflict and is parked.
SELECT reward_id, 'reward-' || reward_id AS event_id, email, amount, granted_at
FROM premium_rewards
WHERE reward_id > :cursor
ORDER BY reward_id
