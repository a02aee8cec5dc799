-- Changes ? customers that the community knows, those first that were not changed for longest.
update customers set balance = balance + 1, updated_at = current_timestamp
where id in (select id from customers where mod(id, 2002) <> 1001 order by updated_at, id fetch first ? rows only)
