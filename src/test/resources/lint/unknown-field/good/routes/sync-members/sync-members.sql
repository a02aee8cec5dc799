select m.email, coalesce(m.given, ',') as first_name, count(*) visits
from members m
