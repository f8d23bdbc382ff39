"""Attachments in a folder: stored once, encrypted, given out only as they were, and gone with their key."""

import hashlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gongdan.attachments.admitting.limits import MB, Limits
from gongdan.attachments.refusals import AttachmentDamaged, AttachmentErased, AttachmentNotFound, AttachmentTooLarge
from gongdan.attachments.sealing import FOOTER
from gongdan.attachments.shelf import Shelf
from gongdan.attachments.vault import EncryptedAttachments
from gongdan.storing.keys import KeyStore
from tests.attachments.desk import CUSTOMER, TICKET, only, put, read, standing
from tests.attachments.samples import PNG, streamed
from tests.conftest import MASTER
from tests.trying import tries

TEXT = "空调不制冷，E01。\n".encode() * 9_000
"""Four chunks."""


def shred(tmp_path: Path, customer: str) -> None:
    with closing(sqlite3.connect(tmp_path / "keys.db")) as database, database:
        database.execute("UPDATE subject_keys SET wrapped = NULL, shredded = 'now' WHERE subject = ?", (customer,))


def with_fresh_keys(shelf: Shelf, tmp_path: Path) -> EncryptedAttachments:
    """As another process sees it: no key at hand."""
    return EncryptedAttachments(shelf, KeyStore.open(tmp_path / "keys.db", MASTER))


async def test_what_is_put_comes_back_the_same_with_its_hash_size_type_and_name(vault: EncryptedAttachments):
    stored = await put(vault, TEXT, name=" 运行日志.log ", claimed="text/plain; charset=utf-8")
    assert stored.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert (stored.size, stored.media_type, stored.name) == (len(TEXT), "text/plain", "运行日志.log")
    assert await read(vault, stored.sha256) == TEXT
    assert await vault.exists(stored.sha256, ticket=TICKET, customer=CUSTOMER)


@settings(max_examples=tries(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=some.binary(max_size=300), times=some.integers(1, 900))
async def test_any_bytes_come_back_the_same(vault: EncryptedAttachments, content: bytes, times: int):
    picture = PNG + content * times
    stored = await put(vault, picture, name="a.png")
    assert await read(vault, stored.sha256) == picture


async def test_nothing_of_it_stands_there_in_the_clear(vault: EncryptedAttachments, folder: Path):
    stored = await put(vault, TEXT, name="张三.log")
    path = only(folder)
    assert "空调".encode() not in path.read_bytes()
    assert not [
        word for word in (stored.sha256[:16], "张三", TICKET, CUSTOMER) if word in str(path.relative_to(folder))
    ]


async def test_the_same_file_twice_is_one_object(vault: EncryptedAttachments, folder: Path):
    first, again = await put(vault, TEXT), await put(vault, TEXT, name="again.txt")
    assert first.sha256 == again.sha256
    assert (first.name, again.name) == ("notes.txt", "again.txt")
    only(folder)


async def test_the_same_file_of_two_customers_or_tickets_shares_nothing(vault: EncryptedAttachments, folder: Path):
    for ticket, customer in ((TICKET, CUSTOMER), (TICKET, "customer-2"), ("ticket-2", CUSTOMER)):
        await put(vault, TEXT, ticket=ticket, customer=customer)
    paths = standing(folder)
    assert len({path.name for path in paths}) == len({path.parent for path in paths}) == 3
    assert len({path.read_bytes()[:100] for path in paths}) == 3


async def test_it_is_found_under_its_own_ticket_and_customer_only(vault: EncryptedAttachments):
    stored = await put(vault, TEXT)
    for other in ({"ticket": "ticket-2"}, {"customer": "customer-2"}):
        with pytest.raises(AttachmentNotFound):
            await read(vault, stored.sha256, **other)
    assert not await vault.exists(stored.sha256, ticket="ticket-2", customer=CUSTOMER)


async def test_a_file_that_was_never_put_is_not_found(vault: EncryptedAttachments):
    with pytest.raises(AttachmentNotFound):
        await read(vault, "0" * 64)


@pytest.mark.parametrize("at", [0, 65_600, -FOOTER - 1, -FOOTER, -FOOTER + 20, -1])
async def test_a_changed_byte_is_found_and_what_follows_it_is_not_given_out(
    vault: EncryptedAttachments, folder: Path, at: int
):
    stored = await put(vault, TEXT)
    _change(only(folder), at)
    given_out = bytearray()

    async def give_out() -> None:
        async for piece in vault.open(stored.sha256, ticket=TICKET, customer=CUSTOMER):
            given_out.extend(piece)

    with pytest.raises(AttachmentDamaged):
        await give_out()
    assert TEXT.startswith(given_out)
    assert len(given_out) < len(TEXT)


def _change(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("length", [0, 1, FOOTER - 1, FOOTER, 70_000])
async def test_a_cut_file_is_damaged(vault: EncryptedAttachments, folder: Path, length: int):
    stored = await put(vault, TEXT)
    only(folder).write_bytes(only(folder).read_bytes()[:length])
    with pytest.raises(AttachmentDamaged):
        await read(vault, stored.sha256)


async def test_another_file_of_the_ticket_in_its_place_gives_out_nothing(vault: EncryptedAttachments, folder: Path):
    stored = await put(vault, TEXT)
    path = only(folder)
    await put(vault, TEXT[:-1] + b"!")
    [other] = [each for each in standing(folder) if each != path]
    other.replace(path)
    pieces = vault.open(stored.sha256, ticket=TICKET, customer=CUSTOMER)
    with pytest.raises(AttachmentDamaged):
        await anext(pieces)


async def test_uploading_a_damaged_file_again_mends_it(vault: EncryptedAttachments, folder: Path):
    stored = await put(vault, TEXT)
    _change(only(folder), 100)
    await put(vault, TEXT)
    assert await read(vault, stored.sha256) == TEXT
    only(folder)


async def test_a_reader_goes_on_where_the_same_file_was_put_in_its_place_meanwhile(
    vault: EncryptedAttachments, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gongdan.attachments.vault._AT_ONCE", 1)
    stored = await put(vault, TEXT)
    path, first = only(folder), only(folder).read_bytes()
    path.unlink()
    await put(vault, TEXT)
    later = path.read_bytes()
    assert later != first
    path.write_bytes(first)
    pieces = vault.open(stored.sha256, ticket=TICKET, customer=CUSTOMER)
    found = await anext(pieces)
    path.unlink()
    path.write_bytes(later)
    assert found + b"".join([piece async for piece in pieces]) == TEXT


async def test_an_erased_customers_files_can_never_be_read(shelf: Shelf, keys: KeyStore, tmp_path: Path):
    stored = await put(EncryptedAttachments(shelf, keys), TEXT)
    shred(tmp_path, CUSTOMER)
    vault = with_fresh_keys(shelf, tmp_path)
    with pytest.raises(AttachmentErased):
        await read(vault, stored.sha256)
    assert not await vault.exists(stored.sha256, ticket=TICKET, customer=CUSTOMER)


@pytest.mark.parametrize("of", [{}, {"ticket": TICKET, "customer": CUSTOMER}])
async def test_erased_files_are_discarded_and_no_others(
    shelf: Shelf, keys: KeyStore, folder: Path, tmp_path: Path, of: dict[str, str]
):
    vault = EncryptedAttachments(shelf, keys)
    await put(vault, TEXT)
    await put(vault, PNG, name="a.png")
    kept = await put(vault, TEXT, ticket="ticket-2", customer="customer-2")
    assert await vault.discard_erased(**of) == 0
    shred(tmp_path, CUSTOMER)
    vault = with_fresh_keys(shelf, tmp_path)
    assert await vault.discard_erased(**of) == 2
    assert await vault.discard_erased(**of) == 0
    only(folder)
    assert await read(vault, kept.sha256, ticket="ticket-2", customer="customer-2") == TEXT


async def test_after_an_erasure_the_same_file_can_be_stored_anew(shelf: Shelf, keys: KeyStore, tmp_path: Path):
    await put(EncryptedAttachments(shelf, keys), TEXT)
    shred(tmp_path, CUSTOMER)
    vault = with_fresh_keys(shelf, tmp_path)
    stored = await put(vault, TEXT)
    assert await read(vault, stored.sha256) == TEXT


async def test_without_the_key_store_that_it_belongs_to_a_file_is_damaged_and_not_discarded(
    shelf: Shelf, keys: KeyStore, folder: Path, tmp_path: Path
):
    stored = await put(EncryptedAttachments(shelf, keys), TEXT)
    with closing(sqlite3.connect(tmp_path / "keys.db")) as database, database:
        database.execute("DELETE FROM data_keys")
    vault = with_fresh_keys(shelf, tmp_path)
    with pytest.raises(AttachmentDamaged):
        await read(vault, stored.sha256)
    assert await vault.discard_erased() == 0
    only(folder)


@pytest.mark.parametrize("size", [500, 70_000, 6_000_000])
async def test_a_stream_that_breaks_off_leaves_nothing(vault: EncryptedAttachments, folder: Path, size: int):
    async def broken() -> AsyncIterator[bytes]:
        async for piece in streamed(b"x" * size, 50_000):
            yield piece
        raise ConnectionResetError("the client went away")

    with pytest.raises(ConnectionResetError):
        await put(vault, broken())
    assert standing(folder) == []


async def test_a_file_over_its_limit_leaves_nothing(vault: EncryptedAttachments, folder: Path):
    limits = Limits.parsed("other=1")
    whole = await put(vault, b"x" * MB, limits=limits)
    assert whole.size == MB
    with pytest.raises(AttachmentTooLarge) as refused:
        await put(vault, b"y" * (MB + 1), limits=limits)
    assert "1 MB" in refused.value.say("zh")
    only(folder)


@pytest.mark.parametrize("bad", ["", "../x", "ticket-1\n", "工单-1", "x" * 129])
async def test_only_aggregate_ids_name_a_place(vault: EncryptedAttachments, bad: str):
    with pytest.raises(ValueError, match="aggregate ids"):
        await put(vault, TEXT, ticket=bad)
