-- A claim changes no indexed column: with room in its page it writes no index.
alter table inbox_event set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
