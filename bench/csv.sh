#!/usr/bin/env bash
# Reads a CSV file of customers by the CSV library alone and as the product takes it (hashed, read, mapped), in turn, and
# prints medians and their ratio. At least 0.6 is the goal. The project must be compiled (mvn -q test-compile).
# usage: bench/csv.sh [--rows N] [--rounds N]
set -euo pipefail
export LC_ALL=C

ROOT=$(cd "$(dirname "$0")/.." && pwd)
ROWS=5000000 ROUNDS=5
while [ $# -gt 1 ]; do
  case $1 in
    --rows) ROWS=$2 ;;
    --rounds) ROUNDS=$2 ;;
    *) break ;;
  esac
  shift 2
done
if [ $# -gt 0 ]; then
  echo "usage: bench/csv.sh [--rows N] [--rounds N]" >&2
  exit 2
fi

cd "$ROOT"
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-csv.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

mvn -o -q -B dependency:build-classpath -Dmdep.outputFile="$WORK/classpath"
CLASSES=target/classes:$(cat "$WORK/classpath")
"${JAVA}c" -nowarn -d "$WORK/classes" -cp "$CLASSES" bench/csv/Csv.java
side() { "$JAVA" -Xmx1g -cp "$WORK/classes:$CLASSES" Csv "$1" "$WORK/data" 2>/dev/null | tail -n 1; }

"$JAVA" -cp "$WORK/classes:$CLASSES" Csv make "$WORK/data" "$ROWS"
for ((round = 0; round <= ROUNDS; round++)); do # the first one warms the file cache
  for name in library product; do
    seconds=$(side "$name" | sed 's/.*"seconds":\([0-9.]*\).*/\1/')
    [ "$round" -eq 0 ] || echo "$seconds" >>"$WORK/$name"
  done
done
median() { sort -n "$WORK/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
awk -v rows="$ROWS" -v library="$(median library)" -v product="$(median product)" 'BEGIN {
  printf "rows %d, library %.2f s, product %.2f s, speed of the product %.2f of the library\n",
    rows, library, product, library / product }'
