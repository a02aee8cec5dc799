select email, first_name, balance, birth_date from customers
