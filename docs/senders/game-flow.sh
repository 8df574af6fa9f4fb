#!/usr/bin/env bash
# Sends events to game-flow (docs/collector.md): NDJSON from stdin, with curl; openssl signs.
#
#   echo '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}' | ./game-flow.sh combat-events
#
# GAME_FLOW_URL        by default http://127.0.0.1:8080
# GAME_FLOW_KEY, GAME_FLOW_SECRET   where keys are asked for
# GAME_FLOW_UNSENT     a folder; what could not be sent stays there, and goes first next time
set -euo pipefail

topic=${1:?usage: game-flow.sh TOPIC < EVENTS.ndjson}
url=${GAME_FLOW_URL:-http://127.0.0.1:8080}
folder=${GAME_FLOW_UNSENT:-game-flow-unsent}/$topic
tries=${GAME_FLOW_TRIES:-8}

# A file for each hundred events. Its name is the Idempotency-Key, the same at every try.
mkdir -p "$folder"
split -l 100 -a 6 - "$folder/$(date +%s)-$(openssl rand -hex 8)-"

answer=$(mktemp)
trap 'rm -f "$answer" "$answer.headers"' EXIT

# Prints the status; 000 without a connection.
send() {
  local target="/v1/events/$topic?sent_at=$(date +%s)000" signed=()
  if [ -n "${GAME_FLOW_KEY:-}" ]; then
    local now hash signature
    now=$(date +%s)
    hash=$(openssl dgst -sha256 -r "$1" | cut -d' ' -f1)
    signature=$(printf 'POST\n%s\n%s\n%s' "$target" "$now" "$hash" |
      openssl dgst -sha256 -r -hmac "$GAME_FLOW_SECRET" | cut -d' ' -f1)
    signed=(-H "x-game-flow-key: $GAME_FLOW_KEY" -H "x-game-flow-timestamp: $now"
      -H "x-game-flow-signature: v1=$signature")
  fi
  curl -s -o "$answer" -D "$answer.headers" -w '%{http_code}' --max-time 20 \
    -H 'content-type: application/x-ndjson' -H "idempotency-key: $(basename "$1")" \
    ${signed[@]+"${signed[@]}"} --data-binary "@$1" "$url$target" || true
}

for batch in "$folder"/*; do
  [ -s "$batch" ] || continue
  for ((try = 1; ; try++)); do
    : >"$answer.headers"
    status=$(send "$batch")
    case $status in
    200 | 202) rm "$batch" && break ;;
    # Events that are not valid will never be.
    400 | 413 | 422) cat "$answer" >&2 && rm "$batch" && break ;;
    esac
    if ((try >= tries)); then
      echo "game-flow answered $status; the events stay in $folder." >&2
      exit 1
    fi
    wait=$(tr -d '\r' <"$answer.headers" | sed -n 's/^retry-after: *//Ip')
    sleep "${wait:-$((try < 6 ? 1 << (try - 1) : 60))}"
  done
done
