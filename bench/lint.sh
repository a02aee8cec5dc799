#!/usr/bin/env bash
# Wall times of ./rai lint: the project itself, and a project of N generated flows (500), beside "java -version".
set -euo pipefail
export LC_ALL=C TIMEFORMAT=%R
ROOT=$(cd "$(dirname "$0")/.." && pwd)
FLOWS=${1:-500}
ROUNDS=${ROUNDS:-5}
JAR=$(ls -t "$ROOT"/target/returning-ai-routes-*.jar | head -n 1)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

generate() {
  mkdir -p "$WORK/routes"
  cp -r "$ROOT/config" "$WORK/config"
  cp -r "$ROOT/routes/shared" "$ROOT/routes/kamelets" "$WORK/routes/"
  for ((i = 1; i <= FLOWS; i++)); do
    local flow=sync-customers-$i
    mkdir "$WORK/routes/$flow"
    for file in "$ROOT"/routes/sync-customers/*; do
      sed "s/sync-customers/$flow/g" "$file" >"$WORK/routes/$flow/$(basename "${file/sync-customers./$flow.}")"
    done
    printf '    %s:\n      enabled: true\n      cron: "0 0 3 * * ?"\n      zone: UTC\n' "$flow"
  done >"$WORK/settings"
  sed -i "/^  routes:\$/r $WORK/settings" "$WORK/config/application.yaml"
}

# The median of the rounds, in seconds.
median() { sort -n | sed -n "$(((ROUNDS + 1) / 2))p"; }

measure() {
  local name=$1 folder=$2
  shift 2
  for ((i = 0; i < ROUNDS; i++)); do
    (cd "$folder" && { time "$@" >"$WORK/out" 2>&1 || true; }) 2>&1 | tail -n 1
  done | median | sed "s/^/$name: /; s/\$/ s/"
  tail -n 1 "$WORK/out"
}

generate
lint=("$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -jar "$JAR" lint)
measure "java -version" "$ROOT" "$java" -version
measure "project" "$ROOT" "${lint[@]}"
measure "$FLOWS flows" "$WORK" "${lint[@]}"
