-- Hash blocks do not compress: spare the attempt.
alter table snapshot_block alter column block set storage external;
