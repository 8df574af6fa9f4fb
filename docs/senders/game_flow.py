"""Sends events to game-flow (docs/collector.md). Python 3.8 or later, standard library only.

    sender = GameFlow("http://127.0.0.1:8080")  # elsewhere: GameFlow(url, key, secret)
    sender.add("combat-events", {"playerid": "ann", "timestamp": int(time.time() * 1000), "eventtype": "kill"})
    threading.Thread(target=sender.run, daemon=True).start()  # or call sender.flush() now and then
"""
import email.utils
import hashlib
import hmac
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
import uuid

BATCH = 100
MOST_KEPT = 10_000


class GameFlow:
    def __init__(self, url, key="", secret="", file="game-flow-unsent.ndjson"):
        self.url, self.key, self.secret, self.file = url.rstrip("/"), key, secret, file
        self.lock = threading.Lock()
        self.failures = 0
        self.behind = 0  # seconds by which the clock here is behind game-flow's
        self.unsent = []
        if os.path.exists(file):
            with open(file, encoding="utf-8") as lines:
                self.unsent = [json.loads(line) for line in lines][-MOST_KEPT:]

    def add(self, topic, event):
        """Keeps an event, in a file too, until game-flow has answered. Its event_id makes it count once."""
        with self.lock:
            item = [topic, {"event_id": str(uuid.uuid4()), **event}]
            self.unsent = [*self.unsent[1 - MOST_KEPT :], item]
            with open(self.file, "a", encoding="utf-8") as lines:
                lines.write(json.dumps(item) + "\n")

    def flush(self):
        """Sends one batch. Returns the seconds to wait before the next call, or None when nothing is left."""
        with self.lock:
            if not self.unsent:
                return None
            topic = self.unsent[0][0]
            batch = [item for item in self.unsent if item[0] == topic][:BATCH]
        body = "\n".join(json.dumps(event) for _, event in batch).encode()
        status, headers, text = self._post("/v1/events/%s?sent_at=%d" % (topic, time.time() * 1000), body)
        if status not in (200, 202, 400, 413, 422):
            # 429, 503, no connection, or a key that is refused: all of it is kept for another time.
            if status == 401 and headers.get("Date"):
                self.behind = email.utils.parsedate_to_datetime(headers["Date"]).timestamp() - time.time()
            self.failures += 1
            backoff = min(60, 2 ** min(self.failures - 1, 6)) * random.uniform(0.5, 1)
            return max(float(headers.get("Retry-After") or 0), backoff if status != 429 else 0)
        self.failures = 0
        if b'"rejected":0' not in text:
            self.on_rejected(batch, text.decode())
        with self.lock:
            sent = {event["event_id"] for _, event in batch}
            self.unsent = [item for item in self.unsent if item[1]["event_id"] not in sent]
            self._save()
        return 0 if self.unsent else None

    def run(self, stop=None):
        """Sends once a second until `stop`, a threading.Event, is set."""
        stop = stop or threading.Event()
        while not stop.is_set():
            wait = self.flush()
            stop.wait(1 if wait is None else wait)

    def on_rejected(self, batch, answer):
        """Events that are not valid will never be: they are not sent again. Replace this to hear of them."""

    def _post(self, target, body):
        headers = {"Content-Type": "application/x-ndjson"}
        if self.key:
            timestamp = str(int(time.time() + self.behind))
            text = "\n".join(["POST", target, timestamp, hashlib.sha256(body).hexdigest()])
            signature = hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
            headers["x-game-flow-key"] = self.key
            headers["x-game-flow-timestamp"] = timestamp
            headers["x-game-flow-signature"] = "v1=" + signature
        request = urllib.request.Request(self.url + target, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()
        except OSError:
            return 0, {}, b""

    def _save(self):
        with open(self.file + ".new", "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(item) + "\n" for item in self.unsent)
        os.replace(self.file + ".new", self.file)
