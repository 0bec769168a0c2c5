#!/usr/bin/env bash
# Measures counts of segments beside DuckDB, which it installs into a folder of its own (npm, node 18 or newer).
# segmentcounts.sh BUILD [PEOPLE [EVENTS [SEED]]]: a million people and ten million events unless told otherwise.
set -eu
build=$1 people=${2:-1000000} events=${3:-10000000} seed=${4:-$RANDOM}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
npm install --silent --no-audit --no-fund --prefix "$scratch/node" @duckdb/node-api > "$scratch/npm.log" 2>&1 \
    || { cat "$scratch/npm.log"; exit 2; }
mkdir "$scratch/desk"
"$build/tests/bench/wd_bench_data" "$scratch/desk" "$people" "$events" "$seed" --csv
echo "seed $seed"
"$build/tests/bench/wd_bench_segment_counts" "$scratch/desk" "$seed" "$scratch/node"
