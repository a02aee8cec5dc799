-- 128 bits of a hash tell events apart as well as 256, in half the room of every row and index.
update inbox_event
set event_id = substring(event_id from 1 for 32),
    order_key = substring(order_key from 1 for 32),
    open_order = substring(open_order from 1 for 32);
update inbox_newest set order_key = substring(order_key from 1 for 32);
