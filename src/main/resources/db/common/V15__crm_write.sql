-- Writes to a CRM that harm when they are done twice, such as notes: the intent is here before the call is made.
create table crm_write (
    name         varchar(100) not null,             -- what is written, such as hubspot-note
    business_key varchar(400) not null,             -- the business event behind it
    state        varchar(10)  not null,             -- intent, written, unclear
    record_id    varchar(100),                      -- what the CRM calls it, once it is written
    begun_at     bigint       not null,             -- milliseconds
    changed_at   bigint       not null,
    primary key (name, business_key)
);
