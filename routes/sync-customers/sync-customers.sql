-- Every customer with the columns the mapping reads. No order is needed.
select
  email,
  first_name,
  last_name,
  country,
  city,
  language,
  currency,
  tier,
  balance,
  lifetime_deposit,
  marketing_consent,
  birth_date
from customers
