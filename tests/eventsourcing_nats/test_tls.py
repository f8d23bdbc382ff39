"""A server whose certificate an authority of one's own signed is reached with that authority, and refused without."""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import CertificateNotTrusted, EventLog, LogSettings, StoreUnavailable
from gongdan.nats_servers.embedded import binary
from tests.eventsourcing_nats.authority import Signed, signed

pytestmark = pytest.mark.library


@pytest.fixture
def papers(tmp_path: Path) -> Signed:
    return signed(tmp_path)


@pytest.fixture
def url(papers: Signed, tmp_path: Path) -> Iterator[str]:
    """Where a nats-server listens that takes TLS only."""
    config = {
        "listen": "127.0.0.1:-1",
        "ports_file_dir": str(tmp_path),
        "jetstream": {"store_dir": str(tmp_path / "jetstream")},
        "tls": {"cert_file": str(papers.certificate), "key_file": str(papers.key)},
    }
    (tmp_path / "nats.conf").write_text(json.dumps(config))
    server = subprocess.Popen([str(binary()), "-c", str(tmp_path / "nats.conf")], stderr=subprocess.DEVNULL)
    try:
        while not (found := list(tmp_path.glob("*.ports"))) or not found[0].read_text():
            assert server.poll() is None
            time.sleep(0.02)
        yield json.loads(found[0].read_text())["nats"][0]
    finally:
        server.kill()
        server.wait()


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


@pytest.mark.parametrize("text", [None, "", "no certificate"], ids=["missing", "empty", "another"])
async def test_a_file_without_certificates_is_named(tmp_path: Path, text: str | None):
    authority = tmp_path / "ca.pem"
    if text is not None:
        authority.write_text(text)
    with pytest.raises(StoreUnavailable, match=r"from .*ca\.pem .*: name a PEM file"):
        await EventLog.open(LogSettings(ca=authority))
