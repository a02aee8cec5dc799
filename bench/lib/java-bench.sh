# Sourced by csv.sh and contacts.sh: reads --rows and --rounds, and compiles the class of the scenario beside the product's.
# Sets ROWS, ROUNDS, WORK (removed at the end), CLASSES and JAVA. Needs ROOT, and defaults in ROWS and ROUNDS.

usage() {
  echo "usage: bench/$(basename "$0") [--rows N] [--rounds N]" >&2
  exit 2
}

while [ $# -gt 1 ]; do
  case $1 in
    --rows) ROWS=$2 ;;
    --rounds) ROUNDS=$2 ;;
    *) break ;;
  esac
  shift 2
done
[ $# -eq 0 ] || usage

cd "$ROOT"
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
WORK=$(mktemp -d "${TMPDIR:-/tmp}/rai-bench.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

mvn -o -q -B dependency:build-classpath -Dmdep.outputFile="$WORK/classpath"
CLASSES=target/classes:$(cat "$WORK/classpath")

# compiles one source file
scenario() {
  "${JAVA}c" -encoding UTF-8 -nowarn -d "$WORK/classes" -cp "$CLASSES" "$1"
  CLASSES=$WORK/classes:$CLASSES
}
