-- H2 needs nothing beside the common tables; the version stays in step with PostgreSQL.
select 1;
