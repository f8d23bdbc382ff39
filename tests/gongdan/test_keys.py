"""The key store: keys are made once, survive restarts and other processes, and open under the right master key only."""

import base64
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.key_database import KeyStoreFailed, OtherLog
from gongdan.storing.keys import KeyMissing, KeyStore
from gongdan.storing.master_key import found_key, master_key
from gongdan.storing.shredding import Shredded
from gongdan.storing.wrapping import new_keys, unwrap

MASTER = bytes(range(32))
PLACE = ("ticket-1", "name", "customer-1")


def test_a_key_is_the_same_after_a_restart(tmp_path: Path) -> None:
    with_first = KeyStore.open(tmp_path / "keys.db", MASTER)
    key = with_first.key_for(PLACE)
    sealed = key.aead.encrypt(bytes(12), b"secret", None)
    with_first.close()
    again = KeyStore.open(tmp_path / "keys.db", MASTER).key(key.id)
    assert again is not None
    assert again.decrypt(bytes(12), sealed, None) == b"secret"


def test_each_aggregate_class_and_subject_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    places = [
        PLACE,
        ("ticket-2", "name", "customer-1"),
        ("ticket-1", "text", "customer-1"),
        ("ticket-1", "name", "c-2"),
    ]
    assert len({keys.key_for(place).id for place in places}) == 4


def test_two_stores_on_one_file_agree_on_a_key(tmp_path: Path) -> None:
    stores = [KeyStore.open(tmp_path / "keys.db", MASTER) for _ in range(4)]
    places = [(f"ticket-{n}", "name", "customer-1") for n in range(50)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda store: [store.key_for(place).id for place in places], stores))
    assert all(ids == found[0] for ids in found)


def shred(path: Path, subject: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE subject_keys SET wrapped = NULL, shredded = 'now' WHERE subject = ?", (subject,))


def test_a_shredded_key_is_gone_and_what_comes_later_has_another(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    key = keys.key_for(PLACE)
    shred(tmp_path / "keys.db", PLACE[2])
    later = KeyStore.open(tmp_path / "keys.db", MASTER)
    assert later.key(key.id) is None
    new = later.key_for(PLACE)
    assert new.id != key.id
    assert later.key(new.id) is not None
    assert later.key(key.id) is None


def test_a_key_that_was_never_here_is_missing_not_shredded(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        KeyStore.open(tmp_path / "keys.db", MASTER).key("0" * 32)


def test_many_keys_are_opened_together_and_what_is_not_there_any_more_is_left_to_who_asks(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    places = [(f"ticket-{n}", "name", f"customer-{n % 3}") for n in range(1_200)]
    keys.ensure(places)
    ids = [keys.key_for(place).id for place in places]
    sealed = [keys.key_for(place).aead.encrypt(bytes(12), place[0].encode(), None) for place in places]
    shred(tmp_path / "keys.db", "customer-1")
    later = KeyStore.open(tmp_path / "keys.db", MASTER)
    later.open_all([*ids, "0" * 32])
    assert later.at_hand == 800
    opened = [
        key.decrypt(bytes(12), text, None).decode()
        for key, text in zip(map(later.key, ids), sealed, strict=True)
        if key
    ]
    assert opened == [place[0] for place in places if place[2] != "customer-1"]
    with pytest.raises(KeyMissing):
        later.key("0" * 32)


def test_a_key_store_keeps_to_its_log(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    keys.bind("first", empty=True)
    keys.bind("first", empty=False)
    with pytest.raises(KeyStoreFailed, match="backup"):
        KeyStore.open(tmp_path / "new.db", MASTER).bind("first", empty=False)


def test_a_damaged_key_store_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(KeyStoreFailed, match="backup"):
        KeyStore.open(tmp_path / "keys.db", MASTER)


def test_reading_does_not_wait_for_a_key_that_another_process_makes(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    key_id = keys.key_for(PLACE).id
    again = KeyStore.open(tmp_path / "keys.db", MASTER)
    other = sqlite3.connect(tmp_path / "keys.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert again.key(key_id) is not None
    assert time.monotonic() - began < 5
    other.execute("ROLLBACK")


def test_another_master_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    KeyStore.open(tmp_path / "keys.db", MASTER).close()
    with pytest.raises(KeyStoreFailed, match="GONGDAN_KEY_FILE"):
        KeyStore.open(tmp_path / "keys.db", bytes(32))


def test_no_key_stands_in_the_file_unwrapped(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.db", MASTER)
    keys.key_for(PLACE)
    keys.close()
    assert MASTER not in (tmp_path / "keys.db").read_bytes()
    assert (tmp_path / "keys.db").stat().st_mode & 0o077 == 0


def test_the_key_file_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path, store = tmp_path / "master.key", tmp_path / "keys.db"
    made = master_key(path, key_store=store)
    assert made.fresh
    assert path.stat().st_mode & 0o077 == 0
    again = master_key(path, key_store=store)
    assert (again.value, again.fresh) == (made.value, False)


def test_a_missing_key_file_is_not_replaced_once_there_are_keys(tmp_path: Path) -> None:
    (tmp_path / "keys.db").touch()
    with pytest.raises(KeyStoreFailed, match="backup"):
        master_key(tmp_path / "master.key", key_store=tmp_path / "keys.db")
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize("content", [b"", b"short", b"not base64!", base64.b64encode(bytes(16)), b"\xff\xfe\x00\x80"])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "master.key").write_bytes(content)
    with pytest.raises(KeyStoreFailed, match="32 bytes"):
        master_key(tmp_path / "master.key", key_store=tmp_path / "keys.db")


def test_a_key_file_that_cannot_be_read_or_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "none" / "master.key"):
        for find in (found_key, master_key):
            with pytest.raises(KeyStoreFailed, match=str(path.parent)):
                find(path, key_store=tmp_path / "keys.db")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_looking_for_a_key_makes_none(tmp_path: Path) -> None:
    assert found_key(tmp_path / "master.key", key_store=tmp_path / "keys.db") is None
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_missing_is_said_to_be_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreFailed, match="is missing"):
        KeyStore.open(tmp_path / "keys.db", MASTER, make=False)
    assert not list(tmp_path.iterdir())


def test_the_key_may_come_from_the_environment(tmp_path: Path) -> None:
    given = base64.b64encode(MASTER).decode()
    assert master_key(tmp_path / "none", key_store=tmp_path / "keys.db", given=given).value == MASTER


def test_of_several_starts_at_once_one_makes_the_key_and_all_have_it(tmp_path: Path):
    path = tmp_path / "master.key"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: master_key(path, key_store=tmp_path / "keys.db"), range(8)))
    assert len({each.value for each in made}) == 1
    assert sum(each.fresh for each in made) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["master.key"]


def test_a_store_keeps_to_its_first_log_and_takes_no_other_empty_or_not(tmp_path: Path):
    with closing(KeyStore.open(tmp_path / "keys.db", MASTER)) as keys:
        keys.bind("one", empty=True)
        for empty in (True, False):
            with pytest.raises(OtherLog):
                keys.bind("two", empty=empty)
        keys.bind("one", empty=False)
    with closing(KeyStore.open(tmp_path / "new.db", MASTER)) as new, pytest.raises(KeyStoreFailed, match="put back"):
        new.bind("one", empty=False)


def test_a_subject_is_shredded_with_all_keys_under_it_and_no_byte_of_them_is_left(tmp_path: Path) -> None:
    path, master = tmp_path / "keys.db", b"m" * 32
    with closing(KeyStore.open(path, master)) as keys:
        key = keys.key_for(PLACE)
        keys.key_for(("ticket-2", "text", PLACE[2]))
        other = keys.key_for((PLACE[0], PLACE[1], "customer-other"))
        with closing(sqlite3.connect(path)) as looking:
            wrapped = [
                row[0]
                for row in looking.execute("SELECT wrapped FROM subject_keys UNION SELECT wrapped FROM data_keys")
            ]
            [theirs] = looking.execute("SELECT wrapped FROM subject_keys WHERE subject = ?", (PLACE[2],)).fetchone()
        assert keys.lives(PLACE[2])
        done = keys.shred(PLACE[2])
        assert (len(done.subject_keys), done.data_keys) == (1, 2)
        assert keys.shredded(PLACE[2]) == done
        assert keys.shred(PLACE[2]) == Shredded((), 0)
        assert not keys.lives(PLACE[2])
        assert keys.key(key.id) is None
        assert keys.key(other.id) is not None
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert theirs not in left
    assert sum(each in left for each in wrapped) == 2


def test_what_another_process_shredded_is_forgotten(tmp_path: Path) -> None:
    path, master = tmp_path / "keys.db", b"m" * 32
    with closing(KeyStore.open(path, master)) as here, closing(KeyStore.open(path, master)) as there:
        key = here.key_for(PLACE)
        there.shred(PLACE[2])
        here.forget()
        assert here.key(key.id) is None


def test_ids_made_together_stand_side_by_side_and_are_as_many_as_the_keys() -> None:
    before = f"{time.time_ns() // 1_000_000:012x}"
    made = [key for _ in range(20) for key in new_keys(300)]
    after = f"{time.time_ns() // 1_000_000:012x}"
    assert all(before <= key.id[:12] <= after and len(key.id) == 32 for key in made)
    assert [key.id[:12] for key in made] == sorted(key.id[:12] for key in made)
    for part in ("id", "raw", "nonce"):
        assert len({getattr(key, part) for key in made}) == len(made)
    assert all(len(key.raw) == 32 and len(key.nonce) == 12 for key in made)


def test_a_new_key_is_wrapped_as_any_other() -> None:
    [key], by = new_keys(1), AESGCM(MASTER)
    assert unwrap(by, key.wrapped(by, b"place"), b"place") == key.raw
    with pytest.raises(InvalidTag):
        unwrap(by, key.wrapped(by, b"place"), b"another")
