"""Attachments in an S3 bucket, of a real server on loopback: the same promises as in a folder."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from obstore.store import S3Store

from gongdan.attachments import shelf as shelves
from gongdan.attachments.opening import open_attachments
from gongdan.attachments.refusals import AttachmentDamaged, AttachmentNotFound, AttachmentsUnavailable
from gongdan.attachments.vault import EncryptedAttachments
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from tests.attachments.desk import CUSTOMER, TICKET, put, read
from tests.attachments.samples import streamed

pytestmark = pytest.mark.s3

LARGE = b"E01 compressor stopped\n" * 500_000
"""Three parts."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # takes a while, which is not for every run

    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, prefix: str) -> str:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    httpx.put(f"{server}/{prefix}-bucket").raise_for_status()
    return f"{prefix}-bucket"


@pytest.fixture
async def vault(bucket: str, keys: KeyStore) -> EncryptedAttachments:
    return await open_attachments(Settings(attachments_url=f"s3://{bucket}/desk/files"), keys)


def objects(server: str, bucket: str) -> list[str]:
    listed = httpx.get(f"{server}/{bucket}", params={"list-type": "2"}).text
    return [part.split("</Key>")[0] for part in listed.split("<Key>")[1:]]


def unfinished(server: str, bucket: str) -> int:
    """Uploads of several parts that were neither completed nor given up."""
    return httpx.get(f"{server}/{bucket}?uploads").raise_for_status().text.count("<Upload>")


@pytest.mark.parametrize("content", [b"E01\n", LARGE], ids=["small", "large"])
async def test_what_is_put_comes_back_the_same(vault: EncryptedAttachments, server: str, bucket: str, content: bytes):
    stored = await put(vault, content)
    assert await read(vault, stored.sha256) == content
    assert await put(vault, content) == stored
    [name] = objects(server, bucket)
    assert name.startswith("desk/files/")
    with pytest.raises(AttachmentNotFound):
        await read(vault, stored.sha256, customer="customer-2")


async def test_a_changed_byte_is_found(vault: EncryptedAttachments, server: str, bucket: str):
    stored = await put(vault, LARGE)
    [name] = objects(server, bucket)
    by_hand = S3Store.from_url(f"s3://{bucket}")
    content = bytearray(by_hand.get(name).bytes())
    content[7_000_000] ^= 1
    by_hand.put(name, bytes(content))
    with pytest.raises(AttachmentDamaged):
        await read(vault, stored.sha256)


async def test_a_stream_that_breaks_off_leaves_nothing(vault: EncryptedAttachments, server: str, bucket: str):
    async def broken() -> AsyncIterator[bytes]:
        async for piece in streamed(LARGE, 500_000):
            yield piece
        raise ConnectionResetError("the client went away")

    with pytest.raises(ConnectionResetError):
        await put(vault, broken())
    assert objects(server, bucket) == []
    assert unfinished(server, bucket) == 0


async def test_what_was_left_beside_is_swept_away_once_it_is_old(
    vault: EncryptedAttachments, server: str, bucket: str, keys: KeyStore, monkeypatch: pytest.MonkeyPatch
):
    kept = await put(vault, b"kept\n")
    S3Store.from_url(f"s3://{bucket}").put("desk/files/staging/left", b"x")
    url = f"s3://{bucket}/desk/files"
    await open_attachments(Settings(attachments_url=url), keys)
    assert len(objects(server, bucket)) == 2
    monkeypatch.setattr(shelves, "_ABANDONED", timedelta(seconds=-5))
    again = await open_attachments(Settings(attachments_url=url), keys)
    assert len(objects(server, bucket)) == 1
    assert await read(again, kept.sha256) == b"kept\n"


async def test_a_server_that_is_away_holds_up_no_start_and_is_one_clear_error(
    bucket: str, keys: KeyStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    vault = await asyncio.wait_for(open_attachments(Settings(attachments_url=f"s3://{bucket}/x"), keys), 30)
    uses: list[Callable[[], Awaitable[object]]] = [
        lambda: put(vault, b"x\n"),
        lambda: read(vault, "0" * 64),
        lambda: vault.exists("0" * 64, ticket=TICKET, customer=CUSTOMER),
    ]
    for use in uses:
        with pytest.raises(AttachmentsUnavailable) as refused:
            await use()
        assert "没有应答" in refused.value.say("zh")
        assert "127.0.0.1" not in refused.value.say("en")
