-- Test customers. Every value follows from the row number alone, so two loads are equal.
-- psql -v rows=1000000 -f customers.sql
\set ON_ERROR_STOP on

CREATE FUNCTION pg_temp.pick(words text[], n bigint) RETURNS text
  LANGUAGE sql IMMUTABLE AS 'SELECT words[1 + (n % cardinality(words))::int]';

DROP TABLE IF EXISTS customers;
CREATE UNLOGGED TABLE customers (
  id                bigint,
  email             text,
  first_name        text,
  last_name         text,
  phone             text,
  country           char(2),
  city              text,
  language          text,
  currency          char(3),
  tier              text,
  status            text,
  balance           numeric(14,2),
  lifetime_deposit  numeric(14,2),
  premium_currency  int,
  marketing_consent boolean,
  birth_date        date,
  affiliate_id      int,
  registered_at     timestamptz,
  last_login        timestamptz,
  updated_at        timestamptz
);

-- a and b are two independent non-negative numbers a row; m numbers the market (country, city, language, currency).
INSERT INTO customers
SELECT
  id,
  pg_temp.pick('{aino,bela,chloe,dario,elif,femi,gwen,hana,ivo,jarek}', a)
    || '.' || id || pg_temp.pick('{@post.example.net,@post.example.net,@post.example.net,@Mail.EXAMPLE.com}', b),
  pg_temp.pick('{Aïno,Béla,Chloë,Darío,Elif,Femi,Gwen,Hana,Ivo-Karel,Jarek}', a),
  pg_temp.pick(ARRAY['Ström', 'O''Dowd', 'Virtanen', 'da Silva', 'Baker, Sr.', 'Wu', 'Żak', 'Pete "Red" Moss',
                     'Jönsson', 'Núñez', 'Schäfer', 'Lind'], a >> 4),
  '+44' || 7000000000 + b % 999999999,
  (ARRAY['AT','FI','SE','NO','CA','AU','PT','MT','IE','CZ'])[m],
  (ARRAY['Wien','Jyväskylä','Göteborg','Tromsø','Québec','Perth','Évora','Sliema','Galway','Plzeň'])[m],
  (ARRAY['de','fi','sv','no','fr','en','pt','mt','en','cs'])[m],
  (ARRAY['EUR','EUR','SEK','NOK','CAD','AUD','EUR','EUR','EUR','CZK'])[m],
  pg_temp.pick('{bronze,bronze,bronze,bronze,silver,silver,gold,platinum}', a >> 6),
  CASE WHEN b % 40 = 0 THEN 'suspended' ELSE 'active' END,
  (b % 9500000) / 100.0,
  (a % 780000000) / 100.0,
  (b >> 5) % 40000,
  a % 5 > 1,
  date '1948-01-01' + ((a >> 3) % 21000)::int,
  CASE WHEN a % 3 > 0 THEN (b % 6000)::int END,
  timestamptz '2019-06-01 00:00Z' + (b % 160000000) * interval '1 second',
  CASE WHEN b % 9 > 0 THEN timestamptz '2025-02-01 00:00Z' + (a % 28000000000) * interval '1 millisecond' END,
  timestamptz '2025-07-01 00:00Z' + id * interval '400 milliseconds'
FROM (
  SELECT id, a, b, 1 + ((a >> 5) % 10)::int AS m
  FROM generate_series(1, :rows) id,
       LATERAL (SELECT hashint8extended(id, 11) & 1099511627775 AS a, hashint8extended(id, 23) & 1099511627775 AS b) h
) numbered;

ALTER TABLE customers ADD PRIMARY KEY (id);
CREATE INDEX ON customers (updated_at, id);
VACUUM ANALYZE customers;
