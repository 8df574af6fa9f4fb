"""The roll-ups of the reference script as a bytewax dataflow, with recovery on.

    python3 bytewax_flow.py EVENTS DATABASE RECOVERY_DIR

EVENTS holds a line an event: its topic, a tab, the event as JSON. Folds end with the input (`fold_final`), as the
reference script's do; the results are written to SQLite. Recovery is as bytewax recommends it for one worker: one
partition, a snapshot every epoch, epochs of ten seconds (its defaults). Prints one JSON object: events, seconds,
cpu (seconds), peak (bytes); the clock starts when everything is imported, and reading the file is part of it.
"""

import json
import math
import resource
import sqlite3
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import bytewax.operators as op
from bytewax.connectors.files import FileSource
from bytewax.dataflow import Dataflow
from bytewax.outputs import DynamicSink, StatelessSinkPartition
from bytewax.recovery import RecoveryConfig, init_db_dir
from bytewax.testing import run_main

WINDOW_MS = 300_000
STALLED_AFTER_MS = 600_000
SCHEMA = """
CREATE TABLE levels (level_id TEXT PRIMARY KEY, players INTEGER, completed INTEGER, stalled INTEGER) WITHOUT ROWID;
CREATE TABLE items (item_id TEXT PRIMARY KEY, purchases INTEGER, cents INTEGER) WITHOUT ROWID;
CREATE TABLE kills (player_id TEXT, window_start INTEGER, kills INTEGER, deaths INTEGER, kill_ratio REAL,
                    PRIMARY KEY (player_id, window_start)) WITHOUT ROWID;
CREATE TABLE events (topic TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
"""
INSERTS = {
    "levels": "INSERT INTO levels VALUES (?, ?, ?, ?)",
    "items": "INSERT INTO items VALUES (?, ?, ?)",
    "kills": "INSERT INTO kills VALUES (?, ?, ?, ?, ?)",
    "events": "INSERT INTO events VALUES (?, ?)",
}


def is_name(value):
    return isinstance(value, str) and 0 < len(value) <= 128


def is_number(value, most):
    return isinstance(value, (int, float)) and 0 <= value <= most


def millis(text):
    """Milliseconds since 1970; raises ValueError for what is no time."""
    return round(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def parse(line):
    """A line as (topic, event, time), checked by hand like the reference script does."""
    topic, text = line.split("\t", 1)
    event = json.loads(text)
    if topic == "player-events":
        at = millis(event["timestamp"])
        good = event["event_type"] in ("move", "interaction", "level_complete") and all(
            is_name(event[name]) for name in ("player_id", "session_id", "level_id", "map_id")
        )
    elif topic == "purchase-events":
        at = millis(event["purchase_timestamp"])
        good = (
            all(is_name(event[name]) for name in ("player_id", "item_id", "ip_address"))
            and is_number(event["price"], 1e9)
            and len(event["currency"]) == 3
        )
    elif topic == "server-metrics":
        at = millis(event["timestamp"])
        good = (
            is_name(event["server_id"])
            and is_number(event["cpu_load"], 100)
            and is_number(event["memory_usage"], 100)
            and is_number(event["latency"], 1e6)
        )
    elif topic == "combat-events":
        at = event["timestamp"]
        good = is_name(event["playerid"]) and isinstance(at, int) and event["eventtype"] in ("kill", "death")
    else:
        at = millis(event["timestamp"])
        good = is_name(event["player_id"]) and is_name(event["event_type"])
    if not good or at < 0:
        raise ValueError("the events hold one that is invalid")
    return topic, event, at


def as_visit(parsed):
    topic, event, at = parsed
    if topic != "player-events":
        return None
    return f"{event['player_id']}\n{event['level_id']}", (at, event["event_type"] == "level_complete")


def fold_visit(visit, step):
    at, completed = step
    if visit is None:
        return at, at, completed
    first, last, was_completed = visit
    return min(first, at), max(last, at), was_completed or completed


def as_level(keyed):
    key, (first, last, completed) = keyed
    return key.split("\n")[1], (completed, not completed and last - first >= STALLED_AFTER_MS)


def fold_level(level, visit):
    players, completed, stalled = level
    return players + 1, completed + visit[0], stalled + visit[1]


def as_purchase(parsed):
    topic, event, _ = parsed
    return (event["item_id"], math.floor(event["price"] * 100 + 0.5)) if topic == "purchase-events" else None


def fold_item(item, cents):
    return item[0] + 1, item[1] + cents


def as_fight(parsed):
    topic, event, at = parsed
    if topic != "combat-events":
        return None
    return f"{event['playerid']}\n{at - at % WINDOW_MS}", event["eventtype"] == "kill"


def fold_fights(counts, killed):
    return (counts[0] + 1, counts[1]) if killed else (counts[0], counts[1] + 1)


def kill_row(keyed):
    key, (kills, deaths) = keyed
    player, window = key.split("\n")
    return "kills", (player, int(window), kills, deaths, None if deaths == 0 else kills / deaths)


class TablesPartition(StatelessSinkPartition):
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def write_batch(self, items):
        with self.db:
            for table, row in items:
                self.db.execute(INSERTS[table], row)

    def close(self):
        self.db.close()


class TablesSink(DynamicSink):
    def __init__(self, path):
        self.path = path

    def build(self, step_id, worker_index, worker_count):
        return TablesPartition(self.path)


def dataflow(events, database):
    flow = Dataflow("simple_rollups")
    lines = op.input("events", flow, FileSource(events))
    parsed = op.map("parse", lines, parse)

    visits = op.fold_final("visits", op.filter_map("as_visit", parsed, as_visit), lambda: None, fold_visit)
    levels = op.fold_final("levels", op.map("as_level", visits, as_level), lambda: (0, 0, 0), fold_level)
    items = op.fold_final("items", op.filter_map("as_purchase", parsed, as_purchase), lambda: (0, 0), fold_item)
    kills = op.fold_final("kills", op.filter_map("as_fight", parsed, as_fight), lambda: (0, 0), fold_fights)
    counts = op.count_final("counts", parsed, lambda one: one[0])

    rows = op.merge(
        "rows",
        op.map("level_rows", levels, lambda keyed: ("levels", (keyed[0], *keyed[1]))),
        op.map("item_rows", items, lambda keyed: ("items", (keyed[0], *keyed[1]))),
        op.map("kill_rows", kills, kill_row),
        op.map("count_rows", counts, lambda keyed: ("events", keyed)),
    )
    op.output("tables", rows, TablesSink(database))
    return flow


def main():
    events, database, recovery = sys.argv[1:]
    Path(recovery).mkdir(parents=True, exist_ok=True)
    init_db_dir(Path(recovery), 1)
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(SCHEMA)
    db.close()
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    run_main(
        dataflow(events, database),
        epoch_interval=timedelta(seconds=10),
        recovery_config=RecoveryConfig(recovery),
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    with sqlite3.connect(database) as db:
        handled = db.execute("SELECT sum(count) FROM events").fetchone()[0]
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    # Linux counts in kilobytes, macOS in bytes.
    peak = after.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"events": handled, "seconds": seconds, "cpu": cpu, "peak": peak}))


if __name__ == "__main__":
    main()
