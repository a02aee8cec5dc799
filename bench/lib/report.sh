# The result page: one table a group (JDK and flags), the ratios that matter, the raw lines.

# Pairs of a scenario: figure, numerator, denominator, what is wanted.
wanted() {
  case $SCENARIO in
    full)
      echo "work product by-hand ≤ 1.5"
      echo "work product by-hand-copy –"
      echo "work spring-batch product ≥ 1.7"
      echo "work camel-streamlist product ≥ 2"
      echo "work camel-row product ≥ 2.5"
      ;;
    latency) printf 'work %s\n' "product-slow product ≤ 2" "by-hand-slow by-hand –" "product-slow by-hand-slow –" ;;
    large) echo "work product by-hand ≤ 1.15" ;;
    changed)
      echo "work product-changed read-path ≤ 1.4"
      echo "work product-changed by-hand-copy-discard –"
      ;;
    memory) printf 'peak %s\n' "product product-tenth ≤ 1.3" "product-h2 product-h2-tenth ≤ 1.3" ;;
    h2) printf 'work %s\n' "product-h2 product ≤ 2" "product-h2-again product-again –" ;;
    copy-off) echo "work product-copy-off by-hand ≤ 1.8" ;;
    effects)
      echo "work effects-plain-slow effects-ledger-slow ≥ 0.7"
      echo "work effects-plain effects-ledger –"
      echo "work effects-plain-slow effects-ledger-h2-slow –"
      echo "work effects-ledger files-ledger –"
      ;;
    ingest)
      echo "work ingest-camel ingest-front ≥ 8"
      echo "work ingest-spring ingest-front ≥ 5"
      echo "work ingest-by-hand ingest-front ≥ 0.5"
      echo "work ingest-front ingest-front-nothing ≤ 1.18"
      echo "work ingest-camel ingest-front-h2 ≥ 2"
      echo "p99 ingest-front ingest-camel ≤ 0.5"
      echo "p99 ingest-front ingest-spring ≤ 0.5"
      ;;
    json-posts)
      echo "work posts-jdk posts-route ≥ 2"
      echo "work posts-spring-batch posts-route ≥ 6"
      echo "work posts-route-slow posts-apache-slow ≤ 1.15"
      echo "work posts-route-slow posts-jdk-slow ≤ 1.15"
      echo "work posts-client posts-apache –"
      echo "work posts-route posts-client –"
      ;;
  esac
}

# Medians of a group, a line a side.
medians() {
  awk -F'\t' -v group="$1" '
    function median(list, n, i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j - 1] > list[j]; j--) {
        t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
      }
      low = list[1]; high = list[n]
      return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    $1 == group {
      if (!($3 in count)) order[++sides] = $3
      count[$3] += 0
      if ($10 == "ok") {
        k = ++count[$3]
        for (f = 5; f <= 9; f++) value[$3, f, k] = $f + 0
      } else failed[$3]++
    }
    function of(side, f, i) {
      for (i = 1; i <= count[side]; i++) one[i] = value[side, f, i]
      return median(one, count[side])
    }
    END {
      for (s = 1; s <= sides; s++) {
        side = order[s]
        if (!count[side]) { printf "| %s | all failed | | | | | |\n", side; continue }
        work = of(side, 5); spread = sprintf("%.2f–%.2f", low, high)
        wall = of(side, 6); cpu = of(side, 7); rss = of(side, 8); file = of(side, 9); most = high
        printf "| %s | %.2f | %s | %.2f | %.2f | %d | %s |%s\n", side, work, spread, wall, cpu, rss,
          most ? most : "–", failed[side] ? " " failed[side] " failed" : ""
      }
    }' "$RAW"
}

# Rows a second and CPU microseconds a row of the sides that call once a row: medians, without start-up.
posts() { # posts GROUP
  awk -F'\t' -v group="$1" '$1 == group && !($3 in seen) {seen[$3]; print $3}' "$RAW.posts" | while read -r side; do
    printf '| %s | %s | %s |\n' "$side" "$(posts_median "$1" "$side" 4)" "$(posts_median "$1" "$side" 5)"
  done
}

posts_median() { # posts_median GROUP SIDE COLUMN
  awk -F'\t' -v group="$1" -v side="$2" -v f="$3" '$1 == group && $3 == side {print $f}' "$RAW.posts" | sort -g |
    awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'
}

# The median over the rounds of numerator / denominator, both of the same round.
ratio() { # ratio GROUP COLUMN NUMERATOR DENOMINATOR
  awk -F'\t' -v group="$1" -v f="$2" -v a="$3" -v b="$4" '
    $1 == group && $10 == "ok" && ($3 == a || $3 == b) {sum[$3, $2] += $f; n[$3, $2]++; rounds[$2]}
    END {
      for (r in rounds) if (n[a, r] && n[b, r]) print (sum[a, r] / n[a, r]) / (sum[b, r] / n[b, r])
    }' "$RAW" | sort -g | awk '
    {v[NR] = $1}
    END {
      if (!NR) print "–"
      else printf "%.2f (%.2f–%.2f)\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[1], v[NR]
    }'
}

ratios() { # ratios GROUP
  local figure a b aim column
  wanted | while read -r figure a b aim; do
    column=5
    case $figure in peak) column=8 ;; p99) column=11 ;; esac
    printf '| %s, %s / %s | %s | %s |\n' "$figure" "$a" "$b" "$(ratio "$1" "$column" "$a" "$b")" "$aim"
  done
}

write_report() {
  local file group=0 jdk opts
  file=$BENCH/results/$(date +%F)-$SCENARIO.md
  mkdir -p "$BENCH/results"
  {
    printf '# %s, %s\n\n' "$SCENARIO" "$(date '+%F %H:%M %Z')"
    printf -- '- command: `%s`' "$COMMAND"
    for jdk in "${JDKS[@]}"; do printf ' `--jdk` %s' "$(jdk_version "$jdk")"; done
    printf '\n- machine: %s\n' "$(machine)"
    printf -- '- product: commit %s%s\n' "$(git -C "$ROOT" rev-parse --short HEAD)" \
      "$(git -C "$ROOT" diff --quiet HEAD -- src config routes pom.xml && echo || echo ' with local changes')"
    case $SCENARIO in
      ingest) printf -- '- 64 connections, bodies of 600 bytes, one of 100 repeated; %s s as fast as answers come after %s s of warm-up, %s s at %s a second; work s = seconds for 100,000 requests\n' "$SECONDS_EACH" "$WARM_UP" "$SECONDS_EACH" "$RATE" ;;
      drain) printf -- '- %s events of %s users wait; 16 threads; %s s; work s = seconds for 100,000 events; at a rate = arrivals\n' "$ROWS" "$USERS" "$SECONDS_EACH" ;;
    esac
    if [ -n "$PG_PORT" ]; then
      printf -- '- database: %s; min_wal_size and max_wal_size 4GB, else defaults (fsync and synchronous_commit on); loopback\n' \
        "$(sql postgres -c 'SHOW server_version' | sed 's/^/PostgreSQL /')"
      printf -- '- %s rows, %s rounds, sides in turn; 10,000 rows a file; medians\n' "$ROWS" "$ROUNDS"
    else
      printf -- '- %s rows, %s rounds, sides in turn; 256 calls under way; %s ms where a side is slow; medians\n' \
        "$ROWS" "$ROUNDS" "$SLOW"
    fi
    for jdk in "${JDKS[@]}"; do
      for opts in "${OPTS[@]}"; do
        group=$((group + 1))
        printf '\n## JDK %s, `%s`\n\n' "$(jdk_version "$jdk")" "$opts"
        printf '| side | work s | lowest–highest | whole s, with start-up | CPU s | peak MB | H2 file MB, highest |\n'
        printf '| --- | --- | --- | --- | --- | --- | --- |\n'
        medians "$group"
        if [ -s "$RAW.posts" ]; then
          printf '\n| side | rows/s | CPU µs a row |\n| --- | --- | --- |\n'
          posts "$group"
        fi
        [ ! -s "$RAW.ingest" ] || ingest_table "$group"
        printf '\n| ratio, round by round | median (lowest–highest) | wanted |\n| --- | --- | --- |\n'
        ratios "$group"
        [ ! -s "$RAW.bars" ] || bars "$group"
      done
    done
    printf '\n## Raw\n\n```\ngroup\tround\tside\trows\twork\twhole\tcpu\tpeakMb\th2Mb\tstate\n'
    cat "$RAW"
    printf '```\n'
  } >"$file"
  note "written: bench/results/${file##*/}"
  if grep -q 'failed$' "$RAW"; then
    fail "Some runs failed; see the raw lines."
  fi
}
