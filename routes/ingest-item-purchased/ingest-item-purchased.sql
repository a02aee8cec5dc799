-- Item, quantity and price are taken from the body as it came: no pointer finds them yet.
insert into store_order (order_id, member_id, email, item_id, item_name, quantity, price, currency, ordered_at)
values (:purchase.id, :user.id, :user.email, :content.purchase.item.id, :content.purchase.item.name,
        :content.purchase.quantity, :content.purchase.price, :content.purchase.currency, :time);
