create table member_activity (
  message_id varchar(100) primary key,
  member_id varchar(100),
  email varchar(320),
  channel_id varchar(100),
  channel_name varchar(200),
  posted_at timestamp with time zone not null
);
