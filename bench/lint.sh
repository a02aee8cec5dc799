#!/usr/bin/env bash
# Measures "./rai lint" of the project itself and of a project of generated flows, beside "java -version", without
# the quick start, and writes medians to bench/results/.
# usage: bench/lint.sh [--flows N] [--rounds N]
set -euo pipefail
export LC_ALL=C

ROOT=$(cd "$(dirname "$0")/.." && pwd)
FLOWS=500
ROUNDS=5
COMMAND="bench/lint.sh $*"
while [ $# -gt 1 ]; do
  case $1 in
    --flows) FLOWS=$2 ;;
    --rounds) ROUNDS=$2 ;;
    *) break ;;
  esac
  shift 2
done
if [ $# -gt 0 ]; then
  echo "usage: bench/lint.sh [--flows N] [--rounds N]" >&2
  exit 2
fi

cd "$ROOT"
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-lint.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

# Copies of the flow sync-customers, each under a name of its own; the launcher and its jar are those of the project.
generate() {
  local flow file i
  mkdir -p "$WORK/project/routes" "$WORK/project/target"
  cp -r config "$WORK/project/config"
  cp -r routes/shared routes/kamelets "$WORK/project/routes/"
  for ((i = 1; i <= FLOWS; i++)); do
    flow=sync-customers-$i
    mkdir "$WORK/project/routes/$flow"
    for file in routes/sync-customers/*; do
      sed "s/sync-customers/$flow/g" "$file" >"$WORK/project/routes/$flow/$flow.${file#*sync-customers.}"
    done
    printf '    %s:\n      enabled: true\n      cron: "0 0 3 * * ?"\n      zone: UTC\n' "$flow"
  done >"$WORK/settings"
  sed -i "/^  routes:\$/r $WORK/settings" "$WORK/project/config/application.yaml"
  cp rai "$WORK/project/rai"
  cp "$(ls -t target/returning-ai-routes-*.jar | head -n 1)" "$WORK/project/target/"
}

# Milliseconds of a command that may end with 0 or 1; what it says last stays in NAME.last.
timed() { # timed NAME COMMAND...
  local name=$1 begun status=0
  shift
  begun=$(date +%s%3N)
  "$@" >"$WORK/out" 2>&1 </dev/null || status=$?
  [ "$status" -le 1 ] || { cat "$WORK/out" >&2; exit 1; }
  echo $(($(date +%s%3N) - begun)) >>"$WORK/$name.ms"
  tail -n 1 "$WORK/out" >"$WORK/$name.last"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

"$ROOT/rai" --version >/dev/null
generate
for ((round = 0; round <= ROUNDS; round++)); do
  timed java "$JAVA" -version
  timed own env RAI_QUICK_START=false ./rai lint
  timed many env RAI_QUICK_START=false "$WORK/project/rai" lint
  # The first round warms the caches of the disk.
  [ "$round" != 0 ] || rm -f "$WORK"/*.ms
done

OUT=bench/results/$(date -u +%F)-lint.md
base=$(median "$WORK/java.ms")
row() { # row NAME SIDE SAYS
  printf '| %s | %s | %s–%s | %s | %s |\n' "$1" "$(median "$WORK/$2.ms")" "$(sort -n "$WORK/$2.ms" | head -n 1)" \
    "$(sort -n "$WORK/$2.ms" | tail -n 1)" \
    "$(awk -v a="$(median "$WORK/$2.ms")" -v b="$base" 'BEGIN { printf "%.1f", a / b }')" "$3"
}
{
  printf '# lint, %s UTC\n\n- command: `%s`\n' "$(date -u '+%F %H:%M')" "${COMMAND% }"
  printf -- '- machine: %s, %s cores, load %s at the end\n' \
    "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
  printf -- '- java: %s\n' "$("$JAVA" -version 2>&1 | sed -n 2p)"
  printf -- '- product: commit %s\n' "$(git rev-parse --short HEAD 2>/dev/null || echo none)"
  printf -- '- %s rounds, sides in turn, without the quick start; milliseconds, medians\n\n' "$ROUNDS"
  printf '| what | median | lowest–highest | × `java -version` | it says |\n| --- | --- | --- | --- | --- |\n'
  row '`java -version`' java ''
  row '`./rai lint`, the project' own "$(cat "$WORK/own.last")"
  row "\`./rai lint\`, $FLOWS flows" many "$(cat "$WORK/many.last")"
  printf '\nWanted on an idle machine with two cores: the project below 3000 ms, 500 flows below 15000 ms.\n'
} >"$OUT"
cat "$OUT"
