-- One row a member. Who joins again keeps the first time and gets the present names.
update community_member
   set username = :user.username, email = :user.email
 where member_id = :user.id;

insert into community_member (member_id, username, email, joined_at)
select cast(:user.id as varchar(100)), cast(:user.username as varchar(200)), cast(:user.email as varchar(320)),
       cast(:time as timestamp with time zone)
 where not exists (select 1 from community_member where member_id = :user.id);
