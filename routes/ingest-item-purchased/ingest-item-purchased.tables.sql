create table store_order (
  order_id varchar(100) primary key,
  member_id varchar(100),
  email varchar(320),
  item_id varchar(100),
  item_name varchar(200),
  quantity integer,
  price decimal(18, 2),
  currency varchar(40),
  ordered_at timestamp with time zone not null
);
