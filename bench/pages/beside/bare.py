"""What the libraries alone allow: a route of FastAPI that checks the same call and has one message stored, synced.

python -m bench.pages.beside.bare FOLDER      says where it answers, until it is ended
"""

import asyncio
import contextlib
import gc
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import nats
from fastapi import FastAPI

from bench.pages.talking import Talk
from domain.ticket.commands import OpenTicket
from gongdan.nats_servers.embedded import NatsServer
from gongdan.service.api_server import ApiServer, take_port

_STREAM = "BARE"


@contextmanager
def bare_route(folder: Path) -> Iterator[str]:
    """Where it answers, in a process of its own as ours is, with a nats-server of its own."""
    words = [sys.executable, "-m", __name__, str(folder / "bare")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield next(line.strip() for line in process.stdout if line.startswith("http"))
        finally:
            process.send_signal(signal.SIGINT)


def talk(url: str) -> Talk:
    return Talk(url, Accept_Language="zh-CN")


async def _answer(folder: Path) -> None:
    server = NatsServer(folder).start()
    try:
        secret = server.credentials
        client = await nats.connect(server.url, user=secret.user, password=secret.password)
        stream = client.jetstream()
        await stream.add_stream(name=_STREAM, subjects=[f"{_STREAM}.>"])
        app = FastAPI()

        @app.post("/tickets", status_code=201)
        async def open_ticket(call: OpenTicket) -> dict[str, str]:  # pyright: ignore[reportUnusedFunction] -- a route
            number = str(uuid4())
            await stream.publish(
                f"{_STREAM}.{number}", call.model_dump_json().encode(), headers={"Nats-Msg-Id": number}
            )
            return {"number": number}

        api = ApiServer(app, take_port(0, "-"))
        print(api.url, flush=True)
        await api.begin()
    finally:
        server.stop()


if __name__ == "__main__":
    gc.set_threshold(50_000)  # as the program does
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_answer(Path(sys.argv[1])))
