-- Hashes are compared byte by byte; the rules of a language would cost time with each of them.
alter table inbox_event
    alter column event_id type varchar(64) collate "C",
    alter column order_key type varchar(64) collate "C",
    alter column open_order type varchar(64) collate "C";
