-- A business key can be too long for an index; its beginning is not.
alter table effect add column key_start varchar(100)
    generated always as (cast(substring(business_key from 1 for 100) as varchar(100))) stored;
create index effect_by_key on effect (key_start);
