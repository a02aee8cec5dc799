-- The newest visit stays; an older one that comes late changes nothing.
update member_visit
   set last_visit_at = :time
 where member_id = :user.id and last_visit_at < :time;

insert into member_visit (member_id, email, last_visit_at)
select cast(:user.id as varchar(100)), cast(:user.email as varchar(320)), cast(:time as timestamp with time zone)
 where not exists (select 1 from member_visit where member_id = :user.id);
