"""What everything is compared with: nats-py as it comes, publishing one message at a time or pulling them in order."""

import asyncio
import json
import time
import uuid
from typing import Self

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from gongdan.nats_servers.embedded import NatsServer

BODY = b"x" * 900
"""About the size of a stored event."""


class Raw:
    """A connection of its own, with a stream of its own for publishing."""

    def __init__(self, server: NatsServer) -> None:
        self._server, self._client = server, Client()

    async def __aenter__(self) -> Self:
        secret = self._server.credentials
        self._client = await nats.connect(self._server.url, user=secret.user, password=secret.password)
        self._stream = self._client.jetstream()
        await self._stream.add_stream(name="RAW", subjects=["raw.>"])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def published(self, writers: int, times: int) -> float:
        """Acknowledged single publishes a second, with the headers that a stored event has."""

        async def write(writer: int) -> None:
            for version in range(times // writers):
                headers = {"Nats-Msg-Id": str(uuid.uuid4()), "Es-Topic": "happened", "Es-Version": str(version)}
                await self._stream.publish(f"raw.00.a.{writer}", BODY, headers=headers)

        began = time.perf_counter()
        await asyncio.gather(*(write(writer) for writer in range(writers)))
        return times // writers * writers / (time.perf_counter() - began)

    async def pulled(self, stream: str, count: int) -> float:
        """Messages a second of one continuous pull by a callback, 500 a request, from the stream's beginning."""
        config = {"deliver_policy": "all", "ack_policy": "none", "mem_storage": True, "inactive_threshold": 10**10}
        create = json.dumps({"stream_name": stream, "config": config}).encode()
        made = json.loads((await self._client.request(f"$JS.API.CONSUMER.CREATE.{stream}", create)).data)
        inbox, got, whole = self._client.new_inbox(), 0, asyncio.Event()

        async def ask() -> None:
            request = json.dumps({"batch": 500, "expires": 10**10}).encode()
            await self._client.publish(f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{made['name']}", request, reply=inbox)

        async def take(message: Msg) -> None:
            nonlocal got
            got += bool(message.reply)
            if got % 500 == 1 and message.reply:
                await ask()  # the next is on its way before this one is used up
            if got >= count:
                whole.set()

        subscription = await self._client.subscribe(inbox, cb=take, pending_msgs_limit=0, pending_bytes_limit=0)
        began = time.perf_counter()
        await ask()
        await asyncio.wait_for(whole.wait(), 600)
        rate = got / (time.perf_counter() - began)
        await subscription.unsubscribe()
        await self._client.request(f"$JS.API.CONSUMER.DELETE.{stream}.{made['name']}", b"")
        return rate
