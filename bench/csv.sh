#!/usr/bin/env bash
# Reads a CSV file of customers by the CSV library alone and as the product takes it (hashed, read, mapped), in turn, and
# prints medians and their ratio, of time and of work (seconds of all processors, which other work on the machine moves
# less). At least 0.6 of the time is the goal. The project must be compiled (mvn -q test-compile).
# usage: bench/csv.sh [--rows N] [--rounds N]
set -euo pipefail
export LC_ALL=C

ROOT=$(cd "$(dirname "$0")/.." && pwd)
ROWS=5000000 ROUNDS=5
. "$ROOT/bench/lib/java-bench.sh"

scenario bench/csv/Csv.java
side() { "$JAVA" -Xmx1g -cp "$CLASSES" Csv "$1" "$WORK/data" 2>/dev/null | grep cpuSeconds; }
number() { sed "s/.*\"$1\":\([0-9.]*\).*/\1/"; }

"$JAVA" -cp "$CLASSES" Csv make "$WORK/data" "$ROWS"
for ((round = 0; round <= ROUNDS; round++)); do # the first one warms the file cache
  for name in library product; do
    line=$(side "$name")
    [ "$round" -eq 0 ] && continue
    number seconds <<<"$line" >>"$WORK/$name"
    number cpuSeconds <<<"$line" >>"$WORK/$name-cpu"
  done
done
median() { sort -n "$WORK/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
awk -v rows="$ROWS" -v library="$(median library)" -v product="$(median product)" \
  -v libraryCpu="$(median library-cpu)" -v productCpu="$(median product-cpu)" 'BEGIN {
  printf "rows %d, library %.2f s, product %.2f s, speed of the product %.2f of the library\n",
    rows, library, product, library / product
  printf "work: library %.2f s, product %.2f s of processors, %.2f\n", libraryCpu, productCpu, libraryCpu / productCpu }'
