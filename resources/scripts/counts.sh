#!/usr/bin/env bash
# Prints the counts of a ctest JUnit report as its last line; fails on a failed or skipped test, or when none ran.
# A skipped test fails too: what tests need is installed before they run.
attribute() { grep -o -m1 "$1=\"[0-9]*\"" "$2" | head -n 1 | tr -dc 0-9; }
total=$(attribute tests "$1")
failed=$(attribute failures "$1")
skipped=$(($(attribute skipped "$1") + $(attribute disabled "$1")))
passed=$((total - failed - skipped))
grep -B1 -E '<(failure|skipped)' "$1" | grep -o 'testcase name="[^"]*"' | sed 's/testcase name=/not passed: /'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
