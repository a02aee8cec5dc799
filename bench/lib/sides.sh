# How each side is run and measured. Every side gets the same JDK and flags.

mkfifo "$WORK/never"
exec 4<>"$WORK/never" # nobody writes to it: reading it with a time limit waits

jar_of() { # the one runnable jar of a folder
  ls "$1"/target/"$2"-*.jar 2>/dev/null | grep -vE 'sources|javadoc|original' | head -n 1
}

unpack_product() {
  [ ! -d "$WORK/app" ] || return 0
  mkdir "$WORK/app"
  (cd "$WORK/app" && "$jdk/bin/jar" xf "$(jar_of "$ROOT" returning-ai-routes)")
  APP="$WORK/app/BOOT-INF/classes:$WORK/app/BOOT-INF/lib/*"
}

# The product's own source and mapping, with every row thrown away.
build_read_path() {
  [ ! -d "$WORK/read-path" ] || return 0
  unpack_product
  mkdir "$WORK/read-path"
  "$jdk/bin/javac" -d "$WORK/read-path" -cp "$APP" "$BENCH/read-path/ReadPath.java"
}

# A route of the product that makes one call a row, and the product's client alone.
build_json_posts() {
  [ ! -d "$WORK/json-posts" ] || return 0
  unpack_product
  mkdir "$WORK/json-posts"
  POSTS="$WORK/json-posts:$(jar_of "$BENCH/rivals/frame" frame):$APP"
  "$jdk/bin/javac" -d "$WORK/json-posts" -cp "$POSTS" "$BENCH/json-posts/JsonPosts.java"
}

# The same effects with and without the ledger.
build_effects() {
  [ ! -d "$WORK/effects" ] || return 0
  unpack_product
  mkdir "$WORK/effects"
  EFFECTS="$WORK/effects:$(jar_of "$BENCH/rivals/frame" frame):$APP"
  "$jdk/bin/javac" -d "$WORK/effects" -cp "$EFFECTS" "$BENCH/effects/Effects.java"
}

reset_state() {
  rm -rf "$WORK/data" "$WORK/data-h2"
  mkdir -p "$WORK/data" "$WORK/data-h2"
  sql postgres -c 'DROP DATABASE IF EXISTS state WITH (FORCE)' -c 'CREATE DATABASE state'
}

first_full_run() {
  note "first full run (not counted)"
  run_side product
  tail -n 1 "$RAW" | grep -q 'ok$' || fail "The first full run failed, so there is nothing to change."
  sed -i '$d' "$RAW"
}

change_rows() { # another 2 % in each round; 50 rounds at most
  sql "rows_$ROWS" -c "UPDATE customers SET balance = balance + 1, updated_at = now() WHERE id % 50 = $(($1 % 50))" \
    -c 'VACUUM ANALYZE customers'
}

# Sets CMD, ENV, EXPECTED (rows the sink must have got) and LATENCY for a side.
prepare_side() { # prepare_side SIDE ROWS
  local side=$1 rows=$2
  local db=jdbc:postgresql://127.0.0.1:$PG_PORT/rows_$rows
  EXPECTED=$rows LATENCY=0 RESET=no STATE=
  case $side in *-slow) LATENCY=$SLOW ;; esac
  case $side in
    posts-*)
      HOME_OF_SIDE=$WORK # away from the product's config folder, which Spring Boot would read
      ENV=(BENCH_API_URL="$API" BENCH_ROWS="$rows")
      ;;
    effects-* | files-*)
      HOME_OF_SIDE=$ROOT
      local state_url=jdbc:postgresql://127.0.0.1:$PG_PORT/state state_user=bench
      STATE=postgres
      case $side in
        effects-ledger-h2* | files-ledger-h2)
          state_url="jdbc:h2:file:$WORK/data-h2/state;MODE=PostgreSQL;WRITE_DELAY=0;CACHE_SIZE=2048" state_user=sa
          STATE=h2
          ;;
      esac
      ENV=(BENCH_API_URL="$API" BENCH_ROWS="$rows" BENCH_STATE_URL="$state_url" BENCH_STATE_USER="$state_user")
      RESET=yes
      ;;
    by-hand* | spring-batch | camel-*)
      HOME_OF_SIDE=$WORK # away from the product's config folder, which Spring Boot would read
      ENV=(BENCH_DB_URL="$db" BENCH_DB_USER=bench BENCH_API_URL="$API")
      ;;
    *)
      HOME_OF_SIDE=$ROOT
      ENV=(CUSTOMERS_DB_URL="$db" CUSTOMERS_DB_USER=bench CUSTOMERS_DB_PASSWORD=bench
        RETURNING_AI_INTEGRATION_URL="$API" RETURNING_AI_API_KEY=bench
        RETURNING_AI_COMMUNITY_ID=66b1d0a4c5e2f30011aa0001)
      ;;
  esac
  local args=()
  case $side in
    by-hand | by-hand-slow) CMD=(-jar "$(jar_of "$BENCH/rivals/by-hand" by-hand)") ;;
    by-hand-copy) CMD=(-jar "$(jar_of "$BENCH/rivals/by-hand" by-hand)" --read=copy) ;;
    by-hand-copy-discard) CMD=(-jar "$(jar_of "$BENCH/rivals/by-hand" by-hand)" --read=copy --discard) EXPECTED=0 ;;
    read-path)
      build_read_path
      CMD=(-cp "$WORK/read-path:$WORK/app/BOOT-INF/classes:$WORK/app/BOOT-INF/lib/*" ReadPath) EXPECTED=0
      ;;
    spring-batch) CMD=(-jar "$(jar_of "$BENCH/rivals/spring-batch" spring-batch)") ;;
    posts-route* | posts-client*)
      build_json_posts
      HOME_OF_SIDE=$ROOT
      local way=${side#posts-}
      CMD=(-cp "$POSTS" JsonPosts "${way%-slow}")
      ;;
    effects-* | files-*)
      build_effects
      CMD=(-cp "$EFFECTS" Effects "${side%-slow}")
      ;;
    posts-apache* | posts-jdk*)
      local client=${side#posts-}
      CMD=(-jar "$(jar_of "$BENCH/rivals/posts" posts)" "--client=${client%-slow}")
      ;;
    posts-spring-batch*) CMD=(-jar "$(jar_of "$BENCH/rivals/spring-batch-posts" spring-batch-posts)") ;;
    camel-streamlist | camel-row) CMD=(-jar "$(jar_of "$BENCH/rivals/camel" camel)" "${side#camel-}") ;;
    product*)
      case $side in
        product-changed) EXPECTED=$((rows / 50)) ;;
        *-again) args=(--full) ;;
        *) RESET=yes ;;
      esac
      case $side in
        *-copy-off) ENV+=("$COPY_OFF") ;;
      esac
      case $side in
        product-h2*) STATE=h2 ENV+=(RAI_DATA_DIR="$WORK/data-h2") ;;
        *)
          STATE=postgres
          ENV+=(RAI_DATA_DIR="$WORK/data" STATE_DB_URL="jdbc:postgresql://127.0.0.1:$PG_PORT/state"
            STATE_DB_USER=bench STATE_DB_PASSWORD=bench)
          ;;
      esac
      CMD=(-jar "$(jar_of "$ROOT" returning-ai-routes)" sync sync-customers --json "${args[@]}")
      ;;
    *) fail "Unknown side '$side'." ;;
  esac
}

reset_of_side() {
  [ "$RESET" = yes ] || return 0
  case $STATE in
    postgres)
      rm -rf "$WORK/data" && mkdir "$WORK/data"
      sql postgres -c 'DROP DATABASE IF EXISTS state WITH (FORCE)' -c 'CREATE DATABASE state'
      ;;
    h2) rm -rf "$WORK/data-h2" && mkdir "$WORK/data-h2" ;;
  esac
}

# Starts the command, follows its peak memory without starting further processes, takes its CPU time from the shell.
measure() { # sets WALL CPU RSS STATUS; the output lies in $WORK/out and $WORK/err
  local start end
  times >"$WORK/times.before"
  start=$EPOCHREALTIME
  (cd "$HOME_OF_SIDE" && exec env "${ENV[@]}" "$jdk/bin/java" $opts "${CMD[@]}") >"$WORK/out" 2>"$WORK/err" &
  SIDE_PID=$!
  follow_peak "$SIDE_PID"
  STATUS=0
  wait "$SIDE_PID" || STATUS=$?
  end=$EPOCHREALTIME
  SIDE_PID=
  times >"$WORK/times.after"
  WALL=$(awk -v a="$start" -v b="$end" 'BEGIN{printf "%.2f", b - a}')
  CPU=$(awk -v a="$(children_cpu before)" -v b="$(children_cpu after)" 'BEGIN{printf "%.2f", b - a}')
}

follow_peak() { # sets RSS (MB) to the high-water mark that the kernel kept, looked at ten times a second
  local key value rest ended
  RSS=0
  while :; do
    ended=yes
    # A process that is just becoming another program shows no mark, but it is no zombie.
    while read -r key value rest; do
      case $key in
        State:) [ "$value" = Z ] || ended=no ;;
        VmHWM:) RSS=$((value / 1024)) ;;
      esac
    done 2>/dev/null <"/proc/$1/status" || true
    [ $ended = no ] || return 0
    read -r -t 0.1 -u 4 || true
  done
}

children_cpu() { # seconds of all ended children: the second line of times, as 1m2.345s 0m0.678s
  awk 'NR == 2 {for (i = 1; i <= 2; i++) {split($i, part, /[ms]/); sum += part[1] * 60 + part[2]}} END {print sum}' \
    "$WORK/times.$1"
}

# One run of one side: prepared, measured, checked against what the sink got, and written to the raw lines.
run_side() {
  local side=$1 rows=$ROWS line got state seconds counted=rows rates=no
  case $side in
    *-tenth) rows=$((ROWS / 10)) ;;
    posts-* | effects-*) counted=posts rates=yes ;;
    files-*) rates=yes ;;
  esac
  prepare_side "$side" "$rows"
  reset_of_side
  [ -z "$PG_PORT" ] || sql postgres -c CHECKPOINT
  sink POST "/__reset?latency=$LATENCY" >/dev/null
  measure
  line=$(grep '^{' "$WORK/out" | tail -n 1 || true)
  got=$(sink GET /__count)
  seconds=$(json seconds "$line")
  state=ok
  if [ "$STATUS" -ne 0 ] || [ "$(json $counted "$got")" != "$EXPECTED" ] || [ -z "$seconds" ]; then
    state=failed
    note "$side FAILED: exit $STATUS, the sink got $(json $counted "$got") rows of $EXPECTED"
    tail -q -n 15 "$WORK/out" "$WORK/err" >&2
  fi
  H2_MB=-
  [ "$STATE" != h2 ] || H2_MB=$(find "$WORK/data-h2" -name '*.mv.db' -printf '%s\n' | awk '{b += $1} END {print int(b / 1e6)}')
  if [ $rates = yes ] && [ $state = ok ]; then
    printf '%s\t%s\t%s\t%s\t%s\n' "$group" "${round:-0}" "$side" "$(json rowsPerSecond "$line")" \
      "$(json cpuMicrosPerRow "$line")" >>"$RAW.posts"
  fi
  note "$side: work ${seconds:--} s, whole $WALL s, CPU $CPU s, peak $RSS MB"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$group" "${round:-0}" "$side" "$rows" "${seconds:--}" "$WALL" \
    "$CPU" "$RSS" "$H2_MB" "$state" >>"$RAW"
}
