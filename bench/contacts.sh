#!/usr/bin/env bash
# Takes contacts of the HubSpot stand-in, at 0 ms, through the whole sync into the emulator, and before that only reads and
# maps them; prints each round. At least 20,000 contacts a second through the whole sync is the goal. The project must be
# compiled (mvn -q test-compile).
# usage: bench/contacts.sh [--rows N] [--rounds N]
set -euo pipefail
export LC_ALL=C

ROOT=$(cd "$(dirname "$0")/.." && pwd)
ROWS=200000 ROUNDS=4
while [ $# -gt 1 ]; do
  case $1 in
    --rows) ROWS=$2 ;;
    --rounds) ROUNDS=$2 ;;
    *) break ;;
  esac
  shift 2
done
if [ $# -gt 0 ]; then
  echo "usage: bench/contacts.sh [--rows N] [--rounds N]" >&2
  exit 2
fi

cd "$ROOT"
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-contacts.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

mvn -o -q -B dependency:build-classpath -Dmdep.outputFile="$WORK/classpath"
CLASSES=target/classes:$(cat "$WORK/classpath")
"${JAVA}c" -nowarn -d "$WORK/classes" -cp "$CLASSES" bench/contacts/Contacts.java
for side in read sync; do
  echo "$side"
  "$JAVA" -Xmx2g -Djava.io.tmpdir="$WORK" -cp "$WORK/classes:$CLASSES" Contacts "$side" "$ROWS" "$ROUNDS" 2>/dev/null |
    grep rowsPerSecond
done
