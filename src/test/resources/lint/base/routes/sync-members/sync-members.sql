select email, first_name from members
