create table community_member (
  member_id varchar(100) primary key,
  username varchar(200),
  email varchar(320),
  joined_at timestamp with time zone not null
);
