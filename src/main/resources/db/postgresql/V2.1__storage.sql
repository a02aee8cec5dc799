-- Hash blocks do not compress: spare the attempt.
alter table snapshot_change alter column block set storage external;
