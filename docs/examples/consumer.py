"""Keeps a copy of the public feed in a SQLite file: each event once, whatever is killed and however often.

    pip install nats-py
    NATS_URL=nats://… NATS_USER=partner-crm NATS_PASSWORD=… DOMAIN=feed STREAM=GONGDAN_FEED DURABLE=crm \
        python consumer.py events.db

`gongdan feed grant crm --way nats` tells all of these. The durable consumer remembers what was acknowledged, so this
may be down for as long as the feed is kept. An event is acknowledged after it was committed, and comes again where that
was lost: its id says that it is there already.
"""

import asyncio
import os
import sqlite3
import sys

import nats


async def main(path: str) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, type TEXT, number TEXT, data TEXT)")
    user, domain = os.environ["NATS_USER"], os.environ.get("DOMAIN")
    inbox = f"_INBOX_{user}"  # the only one that the user may hear
    client = await nats.connect(
        os.environ["NATS_URL"],
        user=user,
        password=os.environ["NATS_PASSWORD"],
        inbox_prefix=inbox,
        max_reconnect_attempts=-1,
    )
    durable = await client.jetstream(domain=domain).pull_subscribe_bind(
        os.environ["DURABLE"], os.environ["STREAM"], f"{inbox}.".encode()
    )
    while True:
        try:
            messages = await durable.fetch(100, timeout=1)
        except TimeoutError:  # nothing new
            continue
        with database:
            database.executemany("INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?)", map(row, messages))
        for message in messages:
            await message.ack()


def row(message: "nats.aio.msg.Msg") -> tuple[str, str, str, str]:
    said = message.headers or {}
    return said["ce-id"], said["ce-type"], said["ce-subject"], message.data.decode()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
