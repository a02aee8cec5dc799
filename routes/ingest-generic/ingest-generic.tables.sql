create table community_event (
  event_key varchar(700) primary key,
  event varchar(60) not null,
  member_id varchar(100),
  happened_at timestamp with time zone not null,
  content text
);
