insert into member_activity (message_id, member_id, email, channel_id, channel_name, posted_at)
values (:message.id, :user.id, :user.email, :channel.id, :channel.name, :time);
