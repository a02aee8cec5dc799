# What a run needs around it: a PostgreSQL and a sink of its own, both stopped at the end, whatever the end is.

WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-bench.XXXXXX")
chmod 711 "$WORK"
PG_PORT=
PG_PID=
SINK_PID=
SIDE_PID=
SLOW_PID=

note() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*" >&2; }
fail() {
  note "$*"
  exit 1
}

cleanup() {
  local status=$?
  trap - EXIT INT TERM
  [ -z "$SIDE_PID" ] || kill -9 "$SIDE_PID" 2>/dev/null || true
  [ -z "$SLOW_PID" ] || kill -9 "$SLOW_PID" 2>/dev/null || true
  [ -z "$SINK_PID" ] || kill "$SINK_PID" 2>/dev/null || true
  if [ -n "$PG_PID" ]; then
    kill -INT "$PG_PID" 2>/dev/null || true # fast shutdown
    for _ in $(seq 100); do
      kill -0 "$PG_PID" 2>/dev/null || break
      sleep 0.1
    done
  fi
  rm -rf "$WORK"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build() {
  note "building sink and rivals"
  mvn -q -B -ntp -f "$BENCH/pom.xml" package
  case " $SIDES " in *" product"* | *" posts-route"* | *" posts-client"* | *" effects"* | *" ingest"* | *" drain"*)
    note "building the product"
    mvn -q -B -ntp -f "$ROOT/pom.xml" -DskipTests package
    ;;
  esac
}

as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "No free port between 20000 and 32000 was found in 50 tries."
}

start_postgres() {
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  bin=${BENCH_PG_BIN:-${bin:-$(dirname "$(command -v postgres || echo /)")}}
  [ -x "$bin/postgres" ] || fail "No PostgreSQL server found; install one or name its folder in BENCH_PG_BIN."
  mkdir "$WORK/pg"
  [ "$(id -u)" -ne 0 ] || chown postgres "$WORK/pg"
  PG_PORT=$(free_port)
  (cd "$WORK/pg" && as_postgres "$bin/initdb" -D "$WORK/pg/data" -A trust -U bench -E UTF8 --locale=C.UTF-8 >/dev/null)
  # Settings stand in the result. fsync and synchronous_commit keep their default: on.
  cat >>"$WORK/pg/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = '$WORK/pg'
max_wal_size = 4GB
min_wal_size = 4GB
CONF
  (cd "$WORK/pg" && as_postgres "$bin/pg_ctl" -D "$WORK/pg/data" -w -l "$WORK/pg/log" start >/dev/null)
  PG_PID=$(head -n 1 "$WORK/pg/data/postmaster.pid")
  note "PostgreSQL listens on port $PG_PORT"
}

# A server that has run for a while writes its log into old files; a new one would stand still to make each.
fill_log() {
  local i
  for i in $(seq 160); do echo "SELECT pg_logical_emit_message(false, 'bench', 'filled'); SELECT pg_switch_wal();"; done |
    sql postgres >/dev/null
  sql postgres -c CHECKPOINT
}

sql() { # sql DATABASE [PSQL ARGUMENT ...]
  local database=$1
  shift
  PGOPTIONS='-c client_min_messages=warning' psql -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U bench -d "$database" "$@"
}

load_customers() { # one database a size: rows_<n>
  note "loading $1 customers"
  sql postgres -c "CREATE DATABASE rows_$1"
  sql "rows_$1" -v rows="$1" -f "$BENCH/data/customers.sql"
}

start_sink() {
  : >"$WORK/sink.out"
  "${JDKS[0]}/bin/java" -Xmx256m -jar "$BENCH"/sink/target/sink-*.jar >"$WORK/sink.out" 2>"$WORK/sink.err" &
  SINK_PID=$!
  for _ in $(seq 100); do
    SINK_PORT=$(awk '/^port /{print $2}' "$WORK/sink.out")
    [ -z "$SINK_PORT" ] || break
    sleep 0.1
  done
  [ -n "$SINK_PORT" ] || fail "The sink did not start: $(cat "$WORK/sink.err")"
  API=http://127.0.0.1:$SINK_PORT/apis/v1
  note "the sink listens on port $SINK_PORT"
}

sink() { # sink METHOD PATH
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$SINK_PORT"
  printf '%s %s HTTP/1.1\r\nHost: sink\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "$1" "$2" >&3
  answer=$(cat <&3)
  exec 3>&-
  printf '%s\n' "${answer##*$'\n'}"
}

json() { # json KEY LINE: the value of a number or a plain text in one line of JSON
  sed -nE "s/.*\"$1\":\"?([^,\"}]*).*/\1/p" <<<"$2"
}

jdk_version() { "$1/bin/java" -version 2>&1 | sed -nE '1s/.*"(.*)".*/\1/p'; }

machine() {
  printf '%s, %s cores, %s RAM, Linux %s, %s' \
    "$(awk -F': ' '/model name/{print $2; exit}' /proc/cpuinfo)" "$(nproc)" \
    "$(awk '/MemTotal/{printf "%.0f GB", $2 / 1048576}' /proc/meminfo)" "$(uname -r)" \
    "$(. /etc/os-release && echo "$PRETTY_NAME")"
}
