"""Headers are read as nats-py reads them, what is heard is handed on as it is read; a closed client is at rest."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client
from nats.aio.msg import Msg

from eventsourcing_nats.broker.client import QuickClient, settled
from gongdan.nats_servers.embedded import NatsServer

pytestmark = pytest.mark.library

name = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"), min_size=1, max_size=20)
value = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40)
lines = st.lists(st.tuples(name, st.sampled_from([":", ": ", ":\t", " : "]), value), max_size=12)


@given(lines)
def test_headers_read_as_nats_py_reads_them(written: list[tuple[str, str, str]]):
    raw = "".join(f"{name}{colon}{value}\r\n" for name, colon, value in written).encode() + b"\r\n"
    assert QuickClient._parse_header_lines(raw) == Client._parse_header_lines(raw)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_headers_do_no_harm(raw: bytes):
    found = QuickClient._parse_header_lines(raw)
    assert all(" " not in name for name in found)


def test_a_name_with_a_blank_inside_is_no_name():
    raw = b"No Name: x\r\nName: y\r\n\r\n"
    assert QuickClient._parse_header_lines(raw) == Client._parse_header_lines(raw) == {"Name": "y"}


async def test_what_is_heard_comes_in_order_and_whole_as_a_subscription_has_it(own_server: NatsServer) -> None:
    secret, heard, called = own_server.credentials, list[Msg](), list[Msg]()
    client = QuickClient()
    await client.connect(own_server.url, user=secret.user, password=secret.password)

    async def call(message: Msg) -> None:
        called.append(message)

    await client.hear("heard.*", heard.append)
    await client.subscribe("heard.*", cb=call)
    for place in range(1_000):
        await client.publish(f"heard.{place}", b"x" * place, headers={"Place": str(place)} if place % 2 else None)
    await client.flush()
    while len(called) < 1_000:  # noqa: ASYNC110 -- what a subscription calls comes later
        await asyncio.sleep(0.01)
    await client.close()
    told = [(message.subject, message.data, message.headers, message.reply) for message in heard]
    assert told == [(message.subject, message.data, message.headers, message.reply) for message in called]
    assert len({subject for subject, *_ in told}) == 1_000


async def test_a_closed_client_knocks_no_more_though_its_cancellation_was_swallowed(own_server: NatsServer) -> None:
    secret = own_server.credentials
    client = QuickClient()
    await client.connect(own_server.url, user=secret.user, password=secret.password, reconnect_time_wait=0.1)  # pyright: ignore[reportArgumentType]

    async def failing_when_cancelled(*_: object) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ConnectionRefusedError from None

    client._connect_to_server = failing_when_cancelled
    own_server.kill()
    async with asyncio.timeout(10):
        while not client.is_reconnecting:  # noqa: ASYNC110 -- nats-py tells nobody
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    assert reconnecting()
    await client.close()
    deadline = time.monotonic() + 5
    while reconnecting() and time.monotonic() < deadline:  # noqa: ASYNC110 -- nats-py tells nobody
        await asyncio.sleep(0.01)
    left = reconnecting()
    client._server_pool.clear()  # else what is left would keep this test's loop from ending
    assert client.is_closed
    assert left == []


def reconnecting() -> list[str]:
    """What still tries to come to a server."""
    return [told for told in map(repr, asyncio.all_tasks()) if "_attempt_reconnect" in told]


async def test_what_is_settled_was_taken_before_the_last_answer() -> None:
    said = list[str]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'INFO {"server_id":"a","max_payload":1000}\r\n')
        while line := await reader.readline():
            said.append(line.decode().split()[0])
            if said[-1] == "PING":
                writer.write(b"PONG\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = QuickClient()
    await client.connect(f"nats://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await client.subscribe("heard")
    await settled(client)
    assert said.index("SUB") < len(said) - 1
    assert said[-1] == "PING"
    await client.close()
    server.close()
