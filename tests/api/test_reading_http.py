"""Requests as bytes: whatever is not plain is answered as h11 alone answers it, and nothing is kept without end."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from gongdan.service.api_server import ApiServer, take_port
from gongdan.service.http_protocol import LONGEST_HEAD

HOST = b"Host: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
LONG = b"x" * LONGEST_HEAD
AFTER = b"GET /after HTTP/1.1\r\n" + HOST + b"\r\n"

Pieces = Sequence[bytes]
ASKED: dict[str, Pieces] = {
    "a look": [b"GET /a?b=%E5%BC%A0 HTTP/1.1\r\n" + HOST + b"\r\n", AFTER],
    "a body in pieces": [b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 6\r\n\r\nabc", b"def", AFTER],
    "a head in pieces": [b"GE", b"T /a HTT", b"P/1.1\r\nHo", b"st: x\r\n", b"\r\n", AFTER],
    "blanks around a value": [b"GET /a HTTP/1.1\r\n" + HOST + b"X: \t a b \t \r\nY:  \r\n\r\n"],
    "a body that is waited for": [
        b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n",
        b"abc",
    ],
    "several at once": [b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + AFTER + AFTER],
    "several at once, the last cut": [b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + AFTER[:9], AFTER[9:]],
    "no host": [b"GET /a HTTP/1.1\r\n\r\n"],
    "two hosts": [b"GET /a HTTP/1.1\r\n" + HOST + HOST + b"\r\n"],
    "HTTP/1.0": [b"GET /a HTTP/1.0\r\n\r\n"],
    "HTTP/1.0, no length known": [b"GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"],
    "no length known": [b"GET /stream HTTP/1.1\r\n" + HOST + b"\r\n"],
    "no version": [b"GET /a\r\n\r\n"],
    "two lengths": [b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"],
    "one length twice": [b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"],
    "no length": [b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: -3\r\n\r\nabc"],
    "length and chunks": [b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n" + CHUNKED + b"0\r\n\r\n", AFTER],
    "chunks": [b"POST /a HTTP/1.1\r\n" + HOST + CHUNKED, b"2;x=y\r\nde\r\n0\r\n\r\n", AFTER],
    "a trailer": [b"POST /slow HTTP/1.1\r\n" + HOST + CHUNKED, b"0\r\nAuthorization: Bearer x\r\n\r\n"],
    "a trailer without end": [b"POST /a HTTP/1.1\r\n" + HOST + CHUNKED + b"0\r\nX: ", LONG, b"x" * 20],
    "chunks of another coding": [b"POST /a HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"],
    "a chunk that is none": [b"POST /a HTTP/1.1\r\n" + HOST + CHUNKED + b"zz\r\n"],
    "a folded header": [b"GET /a HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n"],
    "lines that end by LF": [b"GET /a HTTP/1.1\nHost: x\n\n"],
    "a blank before the colon": [b"GET /a HTTP/1.1\r\n" + HOST + b"X : a\r\n\r\n"],
    "a control character": [b"GET /a HTTP/1.1\r\n" + HOST + b"X: a\x01b\r\n\r\n"],
    "a NUL": [b"GET /a HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n"],
    "a method of one's own": [b"BREW /a HTTP/1.1\r\n" + HOST + b"\r\n", AFTER],
    "a whole address": [b"GET http://y/a HTTP/1.1\r\n" + HOST + b"\r\n"],
    "another's address": [b"CONNECT y:443 HTTP/1.1\r\n" + HOST + b"\r\n"],
    "no address": [b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n"],
    "a fragment": [b"GET /a#b HTTP/1.1\r\n" + HOST + b"\r\n"],
    "an address in UTF-8": ["GET /张?x=张 HTTP/1.1\r\n".encode() + HOST + b"\r\n"],
    "HTTP/2 offered with a look": [b"GET /a HTTP/1.1\r\n" + HOST + UPGRADE + b"\r\n", AFTER],
    "HTTP/2 offered with a body": [
        b"POST /a HTTP/1.1\r\n" + HOST + UPGRADE + b"Content-Length: 6\r\n\r\nabc",
        b"def",
        AFTER,
    ],
    "TLS": [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40],
    "odd after plain": [AFTER, b"BREW /a HTTP/1.1\r\n" + HOST + b"\r\n", AFTER],
    "a long head": [b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * (LONGEST_HEAD - 40) + b"\r\n\r\n", AFTER],
    "a head without end": [b"GET / HTTP/1.1\r\n" + HOST + b"X: ", LONG],
}


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers what it was asked; ``/slow`` after a while, ``/stream`` without a length."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(0.15)
    headers = [[name.decode(), value.decode("latin-1")] for name, value in scope["headers"]]
    said = [scope["method"], scope["path"], scope["query_string"].decode(), headers, body.decode()]
    answer = json.dumps(said).encode()
    length = [] if scope["path"] == "/stream" else [(b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": answer})


@pytest.fixture
async def ours() -> AsyncIterator[int]:
    server = ApiServer(told, taken := take_port(0, "GONGDAN_API_PORT"))
    server.begin()
    yield taken.getsockname()[1]
    await server.stop()


@pytest.fixture
async def plain() -> AsyncIterator[int]:
    """uvicorn with h11 alone."""
    how: dict[str, Any] = {"log_config": None, "lifespan": "off", "server_header": False}
    server = uvicorn.Server(uvicorn.Config(told, http="h11", h11_max_incomplete_event_size=LONGEST_HEAD, **how))
    serving = asyncio.create_task(server._serve([taken := take_port(0, "GONGDAN_API_PORT")]))  # pyright: ignore[reportPrivateUsage] -- ``serve`` takes the signals
    yield taken.getsockname()[1]
    server.should_exit = True
    await serving


async def answered(port: int, pieces: Pieces) -> tuple[bytes, bool]:
    """All that came, and whether it hung up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await asyncio.sleep(0.02)
    came, closed = b"", False
    while not closed:
        try:
            some = await asyncio.wait_for(reader.read(LONGEST_HEAD), 0.4)
        except TimeoutError:
            break
        came, closed = came + some, not some
    writer.close()
    return came, closed


def lines(answer: tuple[bytes, bool]) -> tuple[list[bytes], bool]:
    """Without their order in a head, the case of its names and the moment."""
    came, closed = answer
    return sorted(line for line in came.lower().split(b"\r\n") if not line.startswith(b"date: ")), closed


async def test_what_is_asked_is_answered_as_by_h11_alone(ours: int, plain: int):
    one, other = [await asyncio.gather(*(answered(port, said) for said in ASKED.values())) for port in (ours, plain)]
    assert all(came for came, _ in one)
    named = zip(ASKED, map(lines, one), map(lines, other), strict=True)
    assert [each for each in named if each[1] != each[2]] == []


@pytest.mark.parametrize(
    "behind", [[b"\0"], [b"", b"\0"], [b"BREW / HTTP/1.1\r\n\r\n"], [AFTER[:-2] + b"X: ", LONG, b"x"]]
)
async def test_what_can_not_be_read_is_refused_behind_the_answer_to_what_could(ours: int, behind: Pieces):
    pieces = [b"POST /slow HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\n\r\nhi" + behind[0], *behind[1:]]
    came, closed = await answered(ours, pieces)
    assert re.findall(rb"HTTP/1.1 (\d+)", came) == [b"200", b"400"]
    assert closed


async def test_nothing_behind_is_begun_where_something_there_can_not_be_read(ours: int):
    came, closed = await answered(ours, [b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + AFTER + b"\0"])
    assert b"/after" not in came
    assert re.findall(rb"HTTP/1.1 (\d+)", came) == [b"200", b"400"]
    assert closed
