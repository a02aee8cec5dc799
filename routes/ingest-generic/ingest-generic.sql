insert into community_event (event_key, event, member_id, happened_at, content)
values (:key, :event, :user.id, :time, :content);
