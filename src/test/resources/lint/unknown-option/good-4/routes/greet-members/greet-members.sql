insert into member (id) values (:user.id);
