create table member_visit (
  member_id varchar(100) primary key,
  email varchar(320),
  last_visit_at timestamp with time zone not null
);
