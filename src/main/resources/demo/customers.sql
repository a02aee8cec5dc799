-- The customers of the demo. Every value is a function of the row number, so each demo starts alike.
create table if not exists customers as
select
  i as id,
  concat('member.', i, case when mod(i, 7) = 0 then '@Example.COM' else '@mail.example.org' end) as email,
  array['Anna', 'Lukas', 'Zoë', 'José', 'Maria', 'Siobhán', 'Émile', 'Li'][1 + mod(i * 7, 8)] as first_name,
  array['Müller', 'O''Brien', 'Korhonen', 'de Souza', 'Smith, Jr.', 'Łukasik', 'Van "Dutch" Dyk', 'García'][1 + mod(i * 5 / 3, 8)]
    as last_name,
  array['DE', 'FI', 'SE', 'NO', 'BR', 'PL'][1 + mod(i, 6)] as country,
  array['Berlin', 'Helsinki', 'Malmö', 'Oslo', 'São Paulo', 'Gdańsk'][1 + mod(i, 6)] as city,
  array['de', 'fi', 'sv', 'no', 'pt', 'pl'][1 + mod(i, 6)] as language,
  array['EUR', 'EUR', 'SEK', 'NOK', 'BRL', 'PLN'][1 + mod(i, 6)] as currency,
  array['bronze', 'bronze', 'bronze', 'silver', 'silver', 'gold', 'platinum'][1 + mod(i, 7)] as tier,
  cast(mod(i * 7919, 1000000) / 100.0 as numeric(14, 2)) as balance,
  cast(mod(i * 104729, 90000000) / 100.0 as numeric(14, 2)) as lifetime_deposit,
  mod(i, 3) <> 0 as marketing_consent,
  dateadd('DAY', mod(i * 37, 20000), date '1950-01-01') as birth_date,
  timestamp with time zone '2025-06-01 00:00:00+00' as updated_at
from system_range(1, 10000) as numbers (i)
