"""A server whose certificate an authority of one's own signed is reached with that authority, and refused without."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import (
    CertificateNotTrusted,
    EventLog,
    LogSettings,
    NotReached,
    StoreUnavailable,
    TlsFirst,
    TlsNotOffered,
)
from eventsourcing_nats.broker.connection import Connection
from tests.eventsourcing_nats.authority import Signed, signed
from tests.eventsourcing_nats.listening import listening

pytestmark = pytest.mark.library


@pytest.fixture
def papers(tmp_path: Path) -> Signed:
    return signed(tmp_path)


@pytest.fixture
def url(papers: Signed, tmp_path: Path) -> Iterator[str]:
    """Where a nats-server listens that takes TLS only."""
    with listening(tmp_path, with_tls(papers)) as found:
        yield found


def with_tls(papers: Signed, **more: object) -> dict[str, object]:
    return {"tls": {"cert_file": str(papers.certificate), "key_file": str(papers.key), **more}}


class Plain:
    """A server without TLS, which keeps what it is told."""

    def __init__(self) -> None:
        self.heard = b""
        self.met = asyncio.Event()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'INFO {"server_id":"plain","version":"2.12.0","max_payload":1048576,"auth_required":true}\r\n')
        self.heard += await reader.read(4096)
        writer.close()
        self.met.set()


@pytest.mark.parametrize("scheme", ["nats", "tls"])
async def test_with_the_authority_the_log_is_open(url: str, papers: Signed, make, scheme: str):
    at = f"{scheme}://{url.partition('://')[2]}"
    async with await EventLog.open(LogSettings(url=at, ca=papers.ca)) as log:
        await log.append([make.unit("a")])
        assert await log.end() == 1


async def test_without_the_authority_the_certificate_is_refused_at_once_saying_what_to_set(url: str):
    with pytest.raises(CertificateNotTrusted, match=r"unable to get local issuer certificate.*NATS_CA") as caught:
        await asyncio.wait_for(EventLog.open(LogSettings(url=url)), 5)
    assert caught.value.url == url


async def test_the_certificate_of_another_server_is_refused(url: str, papers: Signed):
    elsewhere = url.replace("127.0.0.1", "localhost")
    with pytest.raises(CertificateNotTrusted, match="localhost"):
        await asyncio.wait_for(EventLog.open(LogSettings(url=elsewhere, ca=papers.ca)), 5)


async def test_a_server_that_wants_tls_before_it_greets_is_told_apart_from_one_that_is_away(
    tmp_path: Path, papers: Signed
):
    with listening(tmp_path / "server", with_tls(papers, handshake_first=True)) as url:
        with pytest.raises(TlsFirst, match=r"handshake_first .* is not supported") as caught:
            await asyncio.wait_for(EventLog.open(LogSettings(url=url, ca=papers.ca)), 10)
        assert caught.value.url == url


async def test_a_server_that_greets_after_all_is_none_that_wants_tls_first(tmp_path: Path, papers: Signed):
    with listening(tmp_path / "server", with_tls(papers, handshake_first="auto")) as url:
        async with await EventLog.open(LogSettings(url=url, ca=papers.ca)) as log:
            assert await log.end() == 0


async def test_one_that_takes_connections_and_says_nothing_is_not_reached():
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        url = f"nats://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(NotReached):
            await asyncio.wait_for(EventLog.open(LogSettings(url=url)), 10)


@pytest.mark.parametrize("url", ["ws://127.0.0.1:8080", "nats://127.0.0.1:4222,wss://me:secret@127.0.0.1:443"])
def test_websockets_are_refused_at_once(url: str):
    with pytest.raises(ValueError, match="WebSocket is not supported: use nats:// or tls://") as caught:
        LogSettings(url=url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", [None, "", "no certificate"], ids=["missing", "empty", "another"])
async def test_a_file_without_certificates_is_named(tmp_path: Path, text: str | None):
    authority = tmp_path / "ca.pem"
    if text is not None:
        authority.write_text(text)
    with pytest.raises(StoreUnavailable, match=r"from .*ca\.pem .*: name a PEM file"):
        await EventLog.open(LogSettings(ca=authority))


@pytest.mark.parametrize(
    ("urls", "ca"), [("tls://{0}", False), ("nats://{0}", True), ("nats://{0},tls://{0}", False)], ids=str
)
async def test_a_server_without_tls_is_told_no_password_where_tls_was_asked_for(urls: str, ca: bool, papers: Signed):
    plain = Plain()
    async with await asyncio.start_server(plain.meet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = urls.format(f"127.0.0.1:{port}")
        given = LogSettings(url=url, user="me", password="secret", ca=papers.ca if ca else None)
        with pytest.raises(TlsNotOffered, match=f"127.0.0.1:{port} offers no TLS though it was asked for"):
            await asyncio.wait_for(EventLog.open(given), 5)
        await asyncio.wait_for(plain.met.wait(), 5)
    assert plain.heard == b""


async def test_a_server_that_comes_back_without_tls_is_told_nothing_either(tmp_path: Path, papers: Signed):
    plain = Plain()
    with listening(tmp_path / "server", with_tls(papers)) as url:
        place = url.partition("://")[2]
        given = LogSettings(url=f"tls://{place}", user="me", password="secret", ca=papers.ca, patience=1.0)
        connection = await Connection.open(given, "test")
    try:
        async with await asyncio.start_server(plain.meet, "127.0.0.1", int(place.rpartition(":")[2])):
            await asyncio.wait_for(plain.met.wait(), 10)
            assert not connection.up
    finally:
        await connection.close()
    assert plain.heard == b""
