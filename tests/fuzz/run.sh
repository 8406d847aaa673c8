#!/usr/bin/env bash
# run.sh BUILD SECONDS: every fuzz target for that long, each with its committed corpus as seed; a finding stops with an error.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1 seconds=$2
for target in "$build"/tests/fuzz/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=$(basename "$target")
    work=$(mktemp -d)
    printf '%s: ' "$name"
    if ! "$target" -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=5 -print_final_stats=1 -artifact_prefix="$PWD/" \
        "$work" "$here/corpus/${name#fuzz_}" >"$work.log" 2>&1; then
        tail -40 "$work.log"
        echo "$name: FOUND SOMETHING; the input is in $PWD"
        exit 1
    fi
    grep -E 'stat::number_of_executed_units' "$work.log" | awk '{print $2 " inputs, none bad"}'
    rm -rf "$work" "$work.log"
done
