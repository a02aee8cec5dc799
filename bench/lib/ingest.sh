# The scenarios ingest and drain: a server and a load beside it, or the dispatcher alone.

# Without it logback says everything.
QUIET=-Dlogback.configurationFile=$BENCH/ingest/logback.xml

# Compiled against the product's own jar.
build_ingest() {
  [ ! -d "$WORK/ingest" ] || return 0
  unpack_product
  mkdir "$WORK/ingest"
  "$jdk/bin/javac" -d "$WORK/ingest" -cp "$APP" "$BENCH"/ingest/*.java
}

# Sets CMD, ENV, STATE and TOKEN for a side.
prepare_ingest() { # prepare_ingest SIDE
  build_ingest
  local url=jdbc:postgresql://127.0.0.1:$PG_PORT/state user=bench
  STATE=postgres
  case $1 in *-h2)
    url="jdbc:h2:file:$WORK/data-h2/state;MODE=PostgreSQL;WRITE_DELAY=0;CACHE_SIZE=2048" user=sa STATE=h2
    ;;
  esac
  HOME_OF_SIDE=$WORK # away from the product's config folder, which Spring Boot would read
  PORT=$(free_port)
  ENV=(BENCH_PORT="$PORT" BENCH_STATE_URL="$url" BENCH_STATE_USER="$user")
  case $1 in
    ingest-front*) CMD=("$QUIET" -cp "$WORK/ingest:$APP" IngestFront "${1#ingest-}") ;;
    ingest-by-hand) CMD=(-jar "$(jar_of "$BENCH/rivals/ingest" ingest)") ;;
    ingest-camel) CMD=(-jar "$(jar_of "$BENCH/rivals/ingest-camel" ingest-camel)") ;;
    ingest-spring) CMD=(-jar "$(jar_of "$BENCH/rivals/ingest-spring" ingest-spring)") ;;
    drain*) CMD=("$QUIET" -cp "$WORK/ingest:$APP" Drain "$ROWS" "$USERS" 300 "$SECONDS_EACH") ;;
    *) fail "Unknown side '$1'." ;;
  esac
  RESET=yes
  reset_of_side
  case $1 in ingest-by-hand | ingest-camel | ingest-spring) sql state -f "$BENCH/data/ingest.sql" ;; esac
}

start_side() {
  (cd "$HOME_OF_SIDE" && exec env "${ENV[@]}" "$jdk/bin/java" $opts "${CMD[@]}") >"$WORK/out" 2>"$WORK/err" &
  SIDE_PID=$!
  for _ in $(seq 600); do
    kill -0 "$SIDE_PID" 2>/dev/null || break
    ! (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null || return 0
    read -r -t 0.1 -u 4 || true
  done
  tail -q -n 15 "$WORK/out" "$WORK/err" >&2
  fail "The side did not open its port."
}

stop_side() {
  kill -9 "$SIDE_PID" 2>/dev/null || true
  wait "$SIDE_PID" 2>/dev/null || true
  SIDE_PID=
}

load() { # load WARM-UP SECONDS RATE: prints one line of JSON
  "$jdk/bin/java" -Xmx512m -cp "$BENCH/rivals/ingest/target/classes:$BENCH/rivals/ingest/target/lib/*" \
    ai.returning.routes.bench.ingest.Load "$PORT" /in/bench 64 "$1" "$2" "$3"
}

# Good requests while so many others send a byte now and then: their p99 in ms.
load_beside_slow() { # load_beside_slow COUNT
  local line
  "$jdk/bin/java" -Xmx128m -cp "$BENCH/rivals/ingest/target/classes:$BENCH/rivals/ingest/target/lib/*" \
    ai.returning.routes.bench.ingest.Slow "$PORT" /in/bench "$1" 2>/dev/null &
  SLOW_PID=$!
  line=$(load 3 "$SECONDS_EACH" 500) || line=
  kill -9 "$SLOW_PID" 2>/dev/null || true
  wait "$SLOW_PID" 2>/dev/null || true
  SLOW_PID=
  bar "p99 ms of good requests, 500 a second, beside $1 slow bodies" "$(json p99Ms "$line")" '< 200'
  SLOW_SENT=$((SLOW_SENT + $(json unique "$line")))
  SLOW_UNANSWERED=$((SLOW_UNANSWERED + $(json unanswered "$line")))
}

# A figure that stands for itself, for the table of bars.
bar() { # bar WHAT VALUE WANTED
  printf '%s\t%s\t%s\t%s\t%s\n' "$group" "$round" "$1" "$2" "$3" >>"$RAW.bars"
}

stored() { # how many events the side has in PostgreSQL
  case $1 in
    ingest-front) sql state -c 'SELECT count(*) FROM inbox_event' ;;
    *) sql state -c 'SELECT count(*) FROM event' ;;
  esac
}

# As fast as answers come, then at a rate; then what is stored is compared with what was sent.
run_ingest_side() { # run_ingest_side SIDE
  local side=$1 state=ok closed open sent unanswered got
  prepare_ingest "$side"
  sql postgres -c CHECKPOINT
  start_side
  RSS=0
  closed=$(load "$WARM_UP" "$SECONDS_EACH" 0) || state=failed
  # what the first measurement left in memory is not to reach the disk during the second
  sql postgres -c CHECKPOINT
  sync
  open=$(load 2 "$SECONDS_EACH" "$RATE") || state=failed
  SLOW_SENT=0 SLOW_UNANSWERED=0
  if [ "$side" = ingest-front ]; then
    bar "p99 ms at $RATE a second" "$(json p99Ms "$open")" '≤ 25'
    load_beside_slow 64
    load_beside_slow 500
  fi
  RSS=$(awk '/VmHWM/{print int($2 / 1024)}' "/proc/$SIDE_PID/status")
  sent=$(($(json unique "$closed") + $(json unique "$open") + SLOW_SENT))
  unanswered=$(($(json unanswered "$closed") + $(json unanswered "$open") + SLOW_UNANSWERED))
  case $side in
    *-h2 | *-nothing) got=$sent ;;
    *) got=$(stored "$side") ;;
  esac
  stop_side
  if [ "$(json failed "$closed")" != 0 ] || [ "$got" -gt "$sent" ] || [ "$got" -lt $((sent - unanswered)) ]; then
    state=failed
    note "$side FAILED: sent $sent, of them $unanswered without an answer, stored $got; $closed"
  fi
  note "$side: $(json perSecond "$closed") a second, p99 $(json p99Ms "$closed") ms; at $RATE a second p99 $(json p99Ms "$open") ms"
  ingest_line "$side" "$closed" "$open" $state
}

# The time of 100,000 requests stands where other scenarios have the time of the work, so that ratios read alike.
ingest_line() { # ingest_line SIDE CLOSED OPEN STATE
  local rate
  rate=$(json perSecond "$2")
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$group" "$round" "$1" "$(json requests "$2")" \
    "$(awk -v r="${rate:-0}" 'BEGIN{printf "%.2f", r ? 1e5 / r : 0}')" - - "$RSS" - "$4" \
    "$(json p99Ms "$2")" "$(json p99Ms "$3")" >>"$RAW"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$group" "$round" "$1" "$rate" "$(json p50Ms "$2")" \
    "$(json p99Ms "$2")" "$(json perSecond "$3")" "$(json p50Ms "$3")" "$(json p99Ms "$3")" >>"$RAW.ingest"
}

run_drain_side() { # run_drain_side SIDE
  local side=$1 line state=ok
  prepare_ingest "$side"
  measure
  line=$(grep '^{' "$WORK/out" | tail -n 1 || true)
  if [ "$STATUS" -ne 0 ] || [ -z "$line" ]; then
    state=failed
    tail -q -n 15 "$WORK/out" "$WORK/err" >&2
  fi
  bar "$side: events a second, of $ROWS that wait, 300 more a second" "$(json perSecond "$line")" '≥ 600'
  bar "$side: ms until an arriving event is stored, p99" "$(json p99Ms "$line")" '≤ 25'
  note "$side: $(json perSecond "$line") a second; an arrival was stored within $(json p99Ms "$line") ms (p99)"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$group" "$round" "$side" "$ROWS" \
    "$(awk -v r="$(json perSecond "$line")" 'BEGIN{printf "%.2f", r ? 1e5 / r : 0}')" "$WALL" "$CPU" "$RSS" - $state >>"$RAW"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$group" "$round" "$side" "$(json perSecond "$line")" - - 300 \
    "$(json p50Ms "$line")" "$(json p99Ms "$line")" >>"$RAW.ingest"
}

ingest_table() { # ingest_table GROUP: medians
  local side f
  printf '\n| side | a second | p50 ms | p99 ms | at a rate: a second | p50 ms | p99 ms |\n'
  printf '| --- | --- | --- | --- | --- | --- | --- |\n'
  awk -F'\t' -v group="$1" '$1 == group && !($3 in seen) {seen[$3]; print $3}' "$RAW.ingest" | while read -r side; do
    printf '| %s |' "$side"
    for f in 4 5 6 7 8 9; do
      printf ' %s |' "$(awk -F'\t' -v g="$1" -v s="$side" -v f="$f" '$1 == g && $3 == s {print $f}' "$RAW.ingest" |
        sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}')"
    done
    printf '\n'
  done
}

bars() { # bars GROUP: medians of the figures that stand for themselves
  local what wanted
  awk -F'\t' -v g="$1" '$1 == g && !($3 in seen) {seen[$3]; print $3 "\t" $5}' "$RAW.bars" |
    while IFS=$'\t' read -r what wanted; do
      printf '| %s | %s | %s |\n' "$what" "$(awk -F'\t' -v g="$1" -v w="$what" '$1 == g && $3 == w {print $4}' "$RAW.bars" |
        sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)] " (" v[1] "–" v[NR] ")"}')" "$wanted"
    done
}
