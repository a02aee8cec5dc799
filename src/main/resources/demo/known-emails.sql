-- All customers but five: 1001, 3003, 5005, 7007 and 9009 are unknown to the community, so that rejected rows show.
select email from customers where mod(id, 2002) <> 1001 order by id
