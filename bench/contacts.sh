#!/usr/bin/env bash
# Takes contacts of the HubSpot stand-in, at 0 ms, through the whole sync into the emulator, and before that only reads and
# maps them; prints each round. At least 20,000 contacts a second through the whole sync is the goal. The project must be
# compiled (mvn -q test-compile).
# usage: bench/contacts.sh [--rows N] [--rounds N]
set -euo pipefail
export LC_ALL=C

ROOT=$(cd "$(dirname "$0")/.." && pwd)
ROWS=200000 ROUNDS=4
. "$ROOT/bench/lib/java-bench.sh"

scenario bench/contacts/Contacts.java
for side in read sync; do
  echo "$side"
  "$JAVA" -Xmx2g -Djava.io.tmpdir="$WORK" -cp "$CLASSES" Contacts "$side" "$ROWS" "$ROUNDS" 2>/dev/null |
    grep rowsPerSecond
done
