"""Keeps a table of tickets in a PostgreSQL warehouse exactly in step with the public feed.

    pip install httpx "psycopg[binary]"
    GONGDAN=http://127.0.0.1:8080 SECRET=… WAREHOUSE=postgresql://… python warehouse.py

Rows and the place read up to are written in one transaction. So after a crash at any moment it goes on where the rows
are: nothing is missing and nothing is counted twice, also not what the feed would tell again.
"""

import os
import time
from typing import Any

import httpx
import psycopg

TABLES = """
CREATE TABLE IF NOT EXISTS feed_place (one boolean PRIMARY KEY DEFAULT true CHECK (one), place text);
INSERT INTO feed_place (place) VALUES (NULL) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS tickets (
    number text PRIMARY KEY, stage text, severity text, product text, team text,
    first_seen timestamptz NOT NULL, last_seen timestamptz NOT NULL, events integer NOT NULL
);
"""
TICKET = """
INSERT INTO tickets VALUES (%(number)s, %(stage)s, %(severity)s, %(product)s, %(team)s, %(time)s, %(time)s, 1)
ON CONFLICT (number) DO UPDATE SET stage = excluded.stage, severity = excluded.severity, product = excluded.product,
    team = excluded.team, last_seen = excluded.last_seen, events = tickets.events + 1
"""
FIELDS = ("stage", "severity", "product", "team")


def load(gongdan: httpx.Client, warehouse: "psycopg.Connection[Any]") -> bool:
    """One page; whether there is more at once."""
    with warehouse.transaction():
        # locked, so that of two loaders one waits, and then reads the place that the other wrote
        row = warehouse.execute("SELECT place FROM feed_place FOR UPDATE").fetchone()
        place = row[0] if row else None
        answer = gongdan.get("/feed/events", params={"limit": 500, **({"after": place} if place else {})})
        page = answer.raise_for_status().json()
        for event in page["events"]:
            if event["type"].startswith("gongdan.ticket."):
                warehouse.execute(TICKET, ticket(event))
        warehouse.execute("UPDATE feed_place SET place = %s", (page["next"],))
    return page["more"]


def ticket(event: dict[str, Any]) -> dict[str, Any]:
    """Every event of a ticket says how the ticket stands after it."""
    fields = {name: event["data"].get(name) for name in FIELDS}
    return {"number": event["subject"], "time": event["time"], **fields}


def main() -> None:
    secret = {"Authorization": f"Bearer {os.environ['SECRET']}"}
    with (
        httpx.Client(base_url=os.environ["GONGDAN"], headers=secret, timeout=60) as gongdan,
        psycopg.connect(os.environ["WAREHOUSE"], autocommit=True) as warehouse,
    ):
        warehouse.execute(TABLES)
        while True:
            try:
                more = load(gongdan, warehouse)
            except httpx.HTTPError as error:
                print(f"the feed does not answer, and is asked again: {error!r}", flush=True)
                more = False
            if not more:
                time.sleep(1)


if __name__ == "__main__":
    main()
