-- PostgreSQL needs nothing beside the common tables; the version stays in step with H2.
select 1;
