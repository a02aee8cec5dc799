-- Who sends a file, until it has told how its call ended: while it is there, a missing job proves nothing.
alter table effect_file add column sender varchar(120) default '' not null;
