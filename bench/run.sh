#!/usr/bin/env bash
# Runs one scenario: product and rivals in turn, and writes medians and ratios to bench/results/. See bench/README.md.
set -euo pipefail
export LC_ALL=C

BENCH=$(cd "$(dirname "$0")" && pwd)
ROOT=$(dirname "$BENCH")

# What makes the product read PostgreSQL without COPY; NAME=VALUE for its environment.
COPY_OFF=${BENCH_COPY_OFF:-CUSTOMERS_DB_COPY=off}

usage() {
  cat >&2 <<'TEXT'
usage: bench/run.sh SCENARIO [options]

scenarios
  full       product, by-hand, by-hand-copy, spring-batch, camel-streamlist, camel-row; 1,000,000 rows, no latency
  latency    product and by-hand at 0 ms and at 100 ms server latency
  large      product and by-hand, 5,000,000 rows
  changed    second run with 2 % changed rows, against the product's own read path with every row thrown away
  memory     product alone, a tenth of the rows and all of them, -Xmx256m, state on PostgreSQL and on H2
  h2         state on H2 against state on PostgreSQL, three runs each, file size
  copy-off   product with COPY switched off, by-hand
  json-posts one JSON POST a row, 100,000 rows: a route, the product's client alone, by hand on two clients, Spring
             Batch; at 0 ms and at 20 ms server latency
  effects    one effect a row, 20,000 rows, 64 under way: through the ledger on PostgreSQL, on H2, and the calls alone;
             at 0 ms and at 20 ms server latency; and as rows of files
  ingest     webhooks, 64 connections, signed, stored before the answer: front, by hand, Camel, Spring MVC, the front
             on H2, the front storing nothing; as fast as answers come, then 5,000 a second; the front also at 500 a
             second beside 64 and beside 500 slow bodies
  drain      1,000,000 waiting events, 300 more a second, a handler that does nothing; on PostgreSQL and on H2

options
  --rows N           rows of the source (1000000; large: 5000000; json-posts: 100000)
  --rounds N         counted rounds (5)
  --jdk HOME         a JDK to run every side on; may be given again (default: JAVA_HOME, else java of PATH)
  --opts "FLAGS"     JVM flags of every side; may be given again
                     (default: "-Xmx1g -XX:+UseG1GC" and "-Xmx1g -XX:+UseSerialGC"; memory: the same with 256m)
  --sides "A B ..."  only these sides of the scenario
  --latency MS       latency of the scenarios latency (100) and json-posts (20)
  --seconds N        ingest, drain: seconds a measurement (20; drain: 60)
  --warm-up N        ingest: seconds before the first one (15)
  --rate N           ingest: requests a second of the second one (5000)
  --users N          drain: users the events belong to (100000)
  --no-build         use what is built already
TEXT
  exit 2
}

[ $# -ge 1 ] || usage
SCENARIO=$1
shift
ROWS= ROUNDS=5 ONLY= SLOW= BUILD=yes
SECONDS_EACH= WARM_UP=15 RATE=5000 USERS=100000
JDKS=() OPTS=()
COMMAND="bench/run.sh $SCENARIO"
while [ $# -gt 0 ]; do
  case $1 in
    --no-build) BUILD=no; shift; continue ;;
    --rows | --rounds | --jdk | --opts | --sides | --latency | --seconds | --warm-up | --rate | --users) [ $# -ge 2 ] || usage ;;
    *) usage ;;
  esac
  case $1 in
    --rows) ROWS=$2 ;;
    --rounds) ROUNDS=$2 ;;
    --jdk) JDKS+=("${2%/}") ;;
    --opts) OPTS+=("$2") ;;
    --sides) ONLY=$2 ;;
    --latency) SLOW=$2 ;;
    --seconds) SECONDS_EACH=$2 ;;
    --warm-up) WARM_UP=$2 ;;
    --rate) RATE=$2 ;;
    --users) USERS=$2 ;;
  esac
  [ "$1" = --jdk ] || COMMAND+=" $1 '$2'"
  shift 2
done
# shellcheck source=lib/machine.sh
. "$BENCH/lib/machine.sh"
# shellcheck source=lib/sides.sh
. "$BENCH/lib/sides.sh"
# shellcheck source=lib/ingest.sh
. "$BENCH/lib/ingest.sh"
# shellcheck source=lib/report.sh
. "$BENCH/lib/report.sh"

if [ ${#JDKS[@]} -eq 0 ]; then
  JDKS=("${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}")
fi
heap=1g
case $SCENARIO in
  full) SIDES="product by-hand by-hand-copy spring-batch camel-streamlist camel-row" ;;
  latency) SIDES="product product-slow by-hand by-hand-slow" ;;
  large) SIDES="product by-hand" ROWS=${ROWS:-5000000} ;;
  changed) SIDES="product-changed read-path by-hand-copy-discard" ;;
  memory) SIDES="product-tenth product product-h2-tenth product-h2" heap=256m ;;
  h2) SIDES="product product-h2 product-again product-h2-again product-again product-h2-again" ;;
  copy-off) SIDES="product-copy-off by-hand" ;;
  json-posts)
    SIDES="posts-route posts-client posts-apache posts-jdk posts-spring-batch"
    SIDES+=" posts-route-slow posts-client-slow posts-apache-slow posts-jdk-slow posts-spring-batch-slow"
    ROWS=${ROWS:-100000} SLOW=${SLOW:-20}
    ;;
  effects)
    SIDES="effects-plain effects-ledger effects-ledger-h2 effects-plain-slow effects-ledger-slow effects-ledger-h2-slow"
    SIDES+=" files-ledger files-ledger-h2"
    ROWS=${ROWS:-20000} SLOW=${SLOW:-20}
    ;;
  ingest)
    SIDES="ingest-front ingest-by-hand ingest-camel ingest-spring ingest-front-h2 ingest-front-nothing"
    SECONDS_EACH=${SECONDS_EACH:-20}
    ;;
  drain) SIDES="drain drain-h2" SECONDS_EACH=${SECONDS_EACH:-60} ;;
  *) usage ;;
esac
ROWS=${ROWS:-1000000} SLOW=${SLOW:-100}
SIDES=${ONLY:-$SIDES}
[ ${#OPTS[@]} -gt 0 ] || OPTS=("-Xmx$heap -XX:+UseG1GC" "-Xmx$heap -XX:+UseSerialGC")

# The order turns round with every round; where a run builds on the one before, it must not.
sides_of_round() {
  if [ $(($1 % 2)) -eq 1 ] || [ "$SCENARIO" = h2 ]; then
    echo "$SIDES"
  else
    tr ' ' '\n' <<<"$SIDES" | tac | tr '\n' ' '
  fi
}

[ "$BUILD" = no ] || build
[ "$SCENARIO" = json-posts ] || start_postgres
case $SCENARIO in ingest | drain) fill_log ;; esac
case $SCENARIO in json-posts | effects | ingest | drain) ;; *) load_customers "$ROWS" ;; esac
[ "$SCENARIO" != memory ] || load_customers $((ROWS / 10))
case $SCENARIO in ingest | drain) ;; *) start_sink ;; esac
RAW=$WORK/raw
: >"$RAW"
: >"$RAW.posts"
: >"$RAW.ingest"
: >"$RAW.bars"
group=0
for jdk in "${JDKS[@]}"; do
  for opts in "${OPTS[@]}"; do
    group=$((group + 1))
    note "JDK $(jdk_version "$jdk"), $opts"
    [ -z "$PG_PORT" ] || reset_state
    [ "$SCENARIO" != changed ] || first_full_run
    for round in $(seq "$ROUNDS"); do
      [ "$SCENARIO" != changed ] || change_rows "$round"
      for side in $(sides_of_round "$round"); do
        case $SCENARIO in
          ingest) run_ingest_side "$side" ;;
          drain) run_drain_side "$side" ;;
          *) run_side "$side" ;;
        esac
      done
    done
  done
done
write_report
