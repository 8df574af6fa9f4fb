#!/usr/bin/env bash
# Apache Bench (Debian: apache2-utils) against a `serve` that runs: each file of events by itself.
#
#   bench/collector/ab/run.sh [URL [REQUESTS [CONNECTIONS [FILE…]]]]
#
# ab sends the same bytes every time, so the events have no event_id, and each one counts.
set -euo pipefail

url=${1:-http://127.0.0.1:8080}
requests=${2:-10000}
connections=${3:-50}
shift $(($# < 3 ? $# : 3))
[ $# -gt 0 ] || set -- "$(dirname "$0")"/events/*

for file in "$@"; do
  # combat-events.json, combat-events.100.ndjson: the topic comes first.
  name=$(basename "$file")
  case $name in
  *.ndjson) type=application/x-ndjson ;;
  *) type=application/json ;;
  esac
  echo "== $name"
  # -l: answers differ in length. Whatever is not 2xx shows as "Non-2xx responses".
  ab -q -k -l -n "$requests" -c "$connections" -p "$file" -T "$type" "$url/v1/events/${name%%.*}" |
    grep -E 'Complete requests|Failed requests|Non-2xx|Requests per second|  (50|99)%'
done
