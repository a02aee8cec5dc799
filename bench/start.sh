#!/usr/bin/env bash
# Measures how long commands take, with the quick start and without, and writes medians to bench/results/.
# usage: bench/start.sh [--rounds N] [--jdk HOME]
set -euo pipefail
export LC_ALL=C

BENCH=$(cd "$(dirname "$0")" && pwd)
ROOT=$(dirname "$BENCH")
ROUNDS=9
COMMAND="bench/start.sh $*"
while [ $# -gt 1 ]; do
  case $1 in
    --rounds) ROUNDS=$2 ;;
    --jdk) export JAVA_HOME=${2%/} ;;
    *) break ;;
  esac
  shift 2
done
if [ $# -gt 0 ]; then
  echo "usage: bench/start.sh [--rounds N] [--jdk HOME]" >&2
  exit 2
fi

cd "$ROOT"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-start.XXXXXX")
SERVICE=
cleanup() {
  [ -z "$SERVICE" ] || kill -9 "$SERVICE" 2>/dev/null || true
  rm -rf "$WORK"
}
trap cleanup EXIT
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

now() { date +%s%3N; }

# Milliseconds of a command.
timed() { # timed WANTED COMMAND...
  local wanted=$1 begun status=0
  shift
  begun=$(now)
  "$@" >"$WORK/out" 2>&1 </dev/null || status=$?
  [ "$status" = "$wanted" ] || { cat "$WORK/out" >&2; exit 1; }
  echo $(($(now) - begun))
}

# Milliseconds until the demo answers commands.
ready() {
  local begun
  rm -rf "$WORK/data"
  begun=$(now)
  env SPRING_PROFILES_ACTIVE=demo RAI_DATA_DIR="$WORK/data" SERVER_PORT=0 RETURNINGAI_RUNATSTART= \
    ./rai run >"$WORK/out" 2>&1 </dev/null &
  SERVICE=$!
  until [ -s "$WORK/data/service.json" ]; do
    kill -0 "$SERVICE" 2>/dev/null || { cat "$WORK/out" >&2; exit 1; }
    sleep 0.02
  done
  echo $(($(now) - begun))
  kill "$SERVICE"
  wait "$SERVICE" 2>/dev/null || true
  SERVICE=
}

# What runs in the background after a build must not count.
settle() {
  for _ in $(seq 300); do
    ./rai --version >/dev/null
    # One that is done removes its work folder; that of another jar or Java does not count.
    if JAVA_OPTS="${JAVA_OPTS:-} -Xlog:class+load" ./rai --version | grep 'shared objects file (top)' >/dev/null &&
      ! ls -d target/start/*.?????? >/dev/null 2>&1; then
      return
    fi
    sleep 1
  done
  echo "no archive after 300 s" >&2
  exit 1
}

COMMANDS=(--help --version operations lint "doctor --help")

# A side is a command by its number, "run", or "java"; with -plain behind it without the quick start.
measure() { # measure SIDE
  case $1 in
    java) timed 0 "$JAVA" -version ;;
    run) ready ;;
    run-plain) RAI_QUICK_START=false ready ;;
    # shellcheck disable=SC2086 # a command may be two words
    *-plain) RAI_QUICK_START=false timed 0 ./rai ${COMMANDS[${1%-plain}]} ;;
    # shellcheck disable=SC2086
    *) timed 0 ./rai ${COMMANDS[$1]} ;;
  esac
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

SIDES=java
for number in "${!COMMANDS[@]}"; do
  SIDES="$SIDES $number $number-plain"
done
SIDES="$SIDES run run-plain"
settle
for round in $(seq 0 "$ROUNDS"); do
  for side in $SIDES; do
    measure "$side" >"$WORK/ms"
    # The first round warms the caches of the disk.
    [ "$round" = 0 ] || cat "$WORK/ms" >>"$WORK/$side"
  done
done

OUT=bench/results/$(date -u +%F)-start.md
base=$(median "$WORK/java")
{
  printf '# start, %s UTC\n\n- command: `%s`\n' "$(date -u '+%F %H:%M')" "${COMMAND% }"
  printf -- '- machine: %s, %s cores, load %s at the end\n' \
    "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
  printf -- '- java: %s\n' "$("$JAVA" -version 2>&1 | sed -n 2p)"
  printf -- '- product: commit %s\n' "$(git rev-parse --short HEAD 2>/dev/null || echo none)"
  printf -- '- %s rounds, sides in turn; milliseconds, medians\n\n' "$ROUNDS"
  printf '| command | quick start | lowest–highest | × `java -version` | without | lowest–highest | × `java -version` |\n'
  printf '| --- | --- | --- | --- | --- | --- | --- |\n'
  range() { echo "$(sort -n "$1" | head -n 1)–$(sort -n "$1" | tail -n 1)"; }
  ratio() { awk -v a="$1" -v b="$base" 'BEGIN { printf "%.1f", a / b }'; }
  printf '| `java -version` | %s | %s | 1 | – | – | – |\n' "$base" "$(range "$WORK/java")"
  for side in "${!COMMANDS[@]}" run; do
    name='`./rai run`, demo, until it answers'
    [ "$side" = run ] || name="\`./rai ${COMMANDS[$side]}\`"
    quick=$(median "$WORK/$side")
    plain=$(median "$WORK/$side-plain")
    printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$name" "$quick" "$(range "$WORK/$side")" "$(ratio "$quick")" \
      "$plain" "$(range "$WORK/$side-plain")" "$(ratio "$plain")"
  done
  printf '\nWanted: `./rai --help` below 1000 ms and `./rai lint` below 3000 ms on an idle machine with two cores.\n'
} >"$OUT"
cat "$OUT"
