#!/usr/bin/env bash
# Measures imports by the shipped command line beside `sqlite3 .import` of the same rows into tables with the same
# columns and indexes. imports.sh BUILD [PEOPLE [EVENTS [SEED [RUNS]]]]: a million people and ten million events unless
# told otherwise. Each prints ours, the baseline and the ratio; more than 1.5 times the baseline is a failure.
set -eu
build=$1 people=${2:-1000000} events=${3:-10000000} seed=${4:-$RANDOM} runs=${5:-3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/data"
"$build/tests/bench/wd_bench_data" "$scratch/data" "$people" "$events" "$seed"
echo "seed $seed, best of $runs"
# The rows as spreadsheets have them: ids, dates as people write them, one column a property.
sqlite3 -readonly -header -csv "$scratch/data/audience.db" \
    "SELECT login_id, visitor_id, a1 AS vip, a2 AS city, a3 AS gender, a4 AS birthday, a6 AS points, a8 AS name,
        a9 AS phone, a10 AS age FROM person ORDER BY id" > "$scratch/people.csv"
sqlite3 -readonly -header -csv "$scratch/data/audience.db" \
    "SELECT login_id, CASE name_id WHEN 1 THEN 'view' WHEN 2 THEN 'add_to_cart' ELSE 'order' END AS event,
        strftime('%Y-%m-%d %H:%M:%S', at/1000, 'unixepoch') AS time, properties->>'page' AS page, p2 AS seconds,
        properties->>'sku' AS sku, p4 AS price, properties->>'shop' AS shop, p6 AS amount
        FROM event JOIN person ON person.id=person_id ORDER BY event.id" > "$scratch/events.csv"
rm -r "$scratch/data"

seconds() {
    local from=$EPOCHREALTIME
    "$@" > "$scratch/out" 2>&1 || { cat "$scratch/out"; exit 2; }
    echo "$from $EPOCHREALTIME" | awk '{ printf "%.2f", $2 - $1 }'
}
ours() { "$build/app/webhook-desk-cli" --workspace "$scratch/desk" import "$1" "$scratch/$1.csv"; }
baseline() { # people or events; a file of its own, as durable as ours
    sqlite3 "$scratch/base-$1.db" "PRAGMA journal_mode=WAL" "PRAGMA cache_size=-131072" "$2" \
        ".import --csv --skip 1 $scratch/$1.csv $1"
}
people_tables="CREATE TABLE people(login_id TEXT, visitor_id TEXT, vip TEXT, city TEXT, gender TEXT, birthday TEXT,
    points REAL, name TEXT, phone TEXT, age REAL);
    CREATE UNIQUE INDEX login ON people(login_id);
    CREATE UNIQUE INDEX visitor ON people(visitor_id) WHERE visitor_id<>''"
events_tables="CREATE TABLE events(login_id TEXT, event TEXT, time TEXT, page TEXT, seconds REAL, sku TEXT, price REAL,
    shop TEXT, amount REAL);
    CREATE INDEX by_time ON events(event, time, login_id);
    CREATE INDEX by_person ON events(event, login_id, time)"

compare() { # people or events, its tables
    local best_ours=999999 best_base=999999 run
    for ((run = 0; run < runs; ++run)); do
        if [ "$1" = people ]; then rm -rf "$scratch/desk"; else cp -r "$scratch/desk" "$scratch/before"; fi
        best_ours=$(seconds ours "$1" | awk -v best="$best_ours" '{ print ($1 < best ? $1 : best) }')
        best_base=$(seconds baseline "$1" "$2" | awk -v best="$best_base" '{ print ($1 < best ? $1 : best) }')
        rm -f "$scratch/base-$1.db"*
        if [ "$1" = events ]; then rm -rf "$scratch/desk"; mv "$scratch/before" "$scratch/desk"; fi
    done
    awk -v what="$1" -v ours="$best_ours" -v base="$best_base" 'BEGIN {
        printf "%s: ours %.2f s, sqlite3 .import %.2f s, ratio %.2f\n", what, ours, base, ours / base
        exit !(ours <= 1.5 * base) }'
}
failed=0
compare people "$people_tables" || failed=1
compare events "$events_tables" || failed=1
exit $failed
