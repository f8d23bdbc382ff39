"""The stored bytes: as computed independently, the same again when read, and found out wherever they were changed."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as some

from gongdan.attachments.sealing import CHUNK, FOOTER, SEALED, Bound, Footer, NewerForm, NotSealed, Sealer, plain_size
from gongdan.storing.keys import DataKey, pseudonym
from tests.trying import tries

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text())
KEY = DataKey(VECTORS["key_id"], AESGCM(bytes.fromhex(VECTORS["data_key"])))
TICKET, CUSTOMER = VECTORS["ticket"], VECTORS["customer"]


def sealed(plain: bytes, piece: int = 10_000) -> bytes:
    sealer = Sealer(KEY, TICKET, CUSTOMER)
    chunks = [chunk for at in range(0, len(plain), piece) for chunk in sealer.add(plain[at : at + piece])]
    return b"".join(chunks) + sealer.finish()


def opened(stored: bytes, sha256: str, *, ticket: str = TICKET, customer: str = CUSTOMER) -> bytes:
    bound = Bound(ticket, customer, sha256, plain_size(len(stored)))
    chunks = Footer.read(stored[-FOOTER:]).opened(KEY.aead, bound)
    assert chunks.span(0, chunks.count) == (0, len(stored) - FOOTER)
    return b"".join(chunks.plain(0, stored[:-FOOTER]))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.golden
@pytest.mark.parametrize("vector", VECTORS["attachments"], ids=lambda vector: str(vector["size"]))
def test_what_was_computed_independently_is_read_and_written_the_same(
    vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    plain = bytes.fromhex(vector["plain_hex"]) * vector["repeated"]
    monkeypatch.setattr("gongdan.attachments.sealing.fresh", lambda: bytes.fromhex(VECTORS["file_key"]))
    monkeypatch.setattr("secrets.token_bytes", lambda _: bytes.fromhex(VECTORS["nonce"]))
    stored = sealed(plain)
    assert (len(stored), digest(stored)) == (vector["stored_size"], vector["stored_sha256"])
    if "stored" in vector:
        assert base64.b64decode(vector["stored"]) == stored
    assert opened(stored, vector["sha256"]) == plain


@pytest.mark.golden
def test_a_path_is_two_hashes_under_the_index_key():
    given, index = VECTORS["path"], bytes.fromhex(VECTORS["path"]["index_key"])
    place = f"{TICKET}\n{CUSTOMER}"
    found = pseudonym(index, "attachments", place), pseudonym(index, "attachment", f"{place}\n{given['sha256']}")
    assert "/".join(found) == given["path"]


@settings(max_examples=tries(20), deadline=None)
@given(some.binary(max_size=200), some.integers(1, 700), some.integers(1, 200_000))
def test_any_bytes_in_any_pieces_come_back_the_same(content: bytes, times: int, piece: int):
    plain = content * times
    assert opened(sealed(plain, piece), digest(plain)) == plain


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_sizes_about_a_whole_chunk_come_back_the_same(size: int):
    plain = bytes(range(256)) * (size // 256 + 1)
    stored = sealed(plain[:size])
    assert plain_size(len(stored)) == size
    assert opened(stored, digest(plain[:size])) == plain[:size]


@settings(max_examples=tries(60), deadline=None)
@given(some.integers(0, 2 * SEALED + FOOTER + 20), some.integers(1, 255))
def test_any_changed_byte_is_found(at: int, change: int):
    stored = bytearray(STORED)
    stored[at % len(stored)] ^= change
    with pytest.raises(NotSealed):
        opened(bytes(stored), digest(PLAIN))


PLAIN = b"E01 compressor stopped\n" * 6_000
STORED = sealed(PLAIN)


@settings(max_examples=tries(40), deadline=None)
@given(some.integers(0, len(STORED) - 1))
def test_any_cut_is_found(length: int):
    with pytest.raises(NotSealed):
        opened(STORED[:length], digest(PLAIN))


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (0, 0, 2), (0, 1, 1), (0, 2), (0, 1, 1, 2)])
def test_chunks_in_another_order_repeated_or_left_out_are_found(order: tuple[int, ...]):
    chunks = STORED[:-FOOTER]
    parts = [chunks[at : at + SEALED] for at in range(0, len(chunks), SEALED)]
    assert len(parts) == 3
    with pytest.raises(NotSealed):
        opened(b"".join(parts[each] for each in order) + STORED[-FOOTER:], digest(PLAIN))


def test_a_file_under_another_files_name_is_refused_before_its_first_byte():
    bound = Bound(TICKET, CUSTOMER, digest(b"another"), len(PLAIN))
    with pytest.raises(NotSealed):
        Footer.read(STORED[-FOOTER:]).opened(KEY.aead, bound)


def test_a_file_of_another_ticket_or_customer_is_refused():
    for other in ({"ticket": "ticket-2"}, {"customer": "customer-2"}):
        with pytest.raises(NotSealed):
            opened(STORED, digest(PLAIN), **other)


def test_a_newer_form_is_told_from_damage():
    with pytest.raises(NewerForm):
        Footer.read(STORED[-FOOTER:-1] + b"\x02")


def test_no_two_files_have_the_same_stored_bytes():
    assert sealed(PLAIN) != sealed(PLAIN)
