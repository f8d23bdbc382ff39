"""A subscriber as a process of its own, to be killed at any moment: it keeps each event once, by id, with the place.

``subscriber.py FILE KIND``; the environment says what it connects by. It knows nothing of us but what is documented.
"""

import asyncio
import http.client
import json
import os
import sqlite3
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import quote

TABLES: Final = """
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, subject TEXT NOT NULL, sequence TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), after TEXT NOT NULL);
"""
Row = tuple[str, str, str]
_ONE_SECOND: Final = 1.0


class Kept:
    """Rows and place in one transaction; a killed process loses none that was committed."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(TABLES)
        self._turn = threading.Lock()

    @property
    def place(self) -> str | None:
        found = self._database.execute("SELECT after FROM place").fetchone()
        return found[0] if found else None

    def keep(self, rows: list[Row], place: str | None = None) -> None:
        with self._turn, self._database:
            self._database.executemany("INSERT OR IGNORE INTO events VALUES (?, ?, ?)", rows)
            if place is not None:
                self._database.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (place,))


def row(event: dict[str, Any]) -> Row:
    return event["id"], event["subject"], event["sequence"]


def by_pages(kept: Kept) -> None:
    service = http.client.HTTPConnection(os.environ["API"], timeout=60)
    while True:
        after = f"&after={quote(kept.place)}" if kept.place else ""
        service.request("GET", f"/feed/events?limit=200{after}", headers=_secret())
        page = json.loads(service.getresponse().read())
        kept.keep([row(each) for each in page["events"]], page["next"])
        if not page["more"]:
            time.sleep(0.1)


def by_stream(kept: Kept) -> None:
    service = http.client.HTTPConnection(os.environ["API"], timeout=60)
    last = {"Last-Event-ID": kept.place} if kept.place else {}
    service.request("GET", "/feed/events", headers={"Accept": "text/event-stream", **_secret(), **last})
    place, rows = None, list[Row]()
    for line in service.getresponse():
        name, _, said = line.decode().rstrip("\n").partition(": ")
        if name == "id":
            place = said
        elif name == "data":
            rows.append(row(json.loads(said)))
        elif not name and place:
            kept.keep(rows, place)
            place, rows = None, []


async def by_nats(kept: Kept) -> None:
    import nats

    user = os.environ["NATS_USER"]
    inbox = f"_INBOX_{user}"
    client = await nats.connect(
        os.environ["NATS_URL"], user=user, password=os.environ["NATS_PASSWORD"], inbox_prefix=inbox
    )
    durable = await client.jetstream(domain=os.environ["DOMAIN"]).pull_subscribe_bind(
        os.environ["DURABLE"], os.environ["STREAM"], f"{inbox}.".encode()
    )
    while True:
        try:
            messages = await durable.fetch(100, timeout=_ONE_SECOND)
        except TimeoutError:  # nothing new
            continue
        headers = [message.headers or {} for message in messages]
        kept.keep([(said["ce-id"], said["ce-subject"], said["ce-sequence"]) for said in headers])
        for message in messages:
            await message.ack()


def by_webhook(kept: Kept) -> None:
    class Hook(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            kept.keep([row(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))])
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name that it has there
            """Nothing."""

    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Hook).serve_forever()


def _secret() -> dict[str, str]:
    return {"Authorization": f"Bearer {os.environ['SECRET']}"}


def main(path: str, kind: str) -> None:
    kept = Kept(path)
    if kind == "nats":
        asyncio.run(by_nats(kept))
    else:
        {"http": by_pages, "sse": by_stream, "webhook": by_webhook}[kind](kept)


if __name__ == "__main__":
    main(*sys.argv[1:3])
