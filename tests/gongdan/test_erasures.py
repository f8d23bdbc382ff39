"""What could not be swept is swept in the next round, by whatever process, though its keys are gone by then."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from domain.refusals import StoreUnavailable
from gongdan.erasing.copies import Swept
from gongdan.erasing.erasures import Erasures
from gongdan.storing import rotating
from gongdan.storing.keys import KeyStore
from projections.customers.measures import Erasing

CUSTOMER = "customer-1"


class Copies:
    def __init__(self, *, fails: bool) -> None:
        self.fails, self.sweeps = fails, 0

    async def sweep(self) -> Swept:
        if self.fails:
            raise StoreUnavailable("away")
        self.sweeps += 1
        return Swept(0, 0, whole=True)


class Desk:
    async def events_of(self, aggregate: str) -> tuple[()]:
        return ()

    async def act(self, *said: Any) -> None:
        """It is on record already."""


def erasures(keys: KeyStore, copies: Copies) -> Erasures:
    """As a process begins them: of one customer, whose keys a backup brought back."""

    async def erasing() -> Erasing:
        return Erasing(postponed=(), erased=(CUSTOMER,), unfinished=())

    return Erasures(cast("Any", Desk()), keys, cast("Any", copies), erasing)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    with closing(KeyStore.open(tmp_path / "keys.db", bytes(32))) as made:
        made.key_for(("ticket-1", "text", CUSTOMER))
        yield made


async def test_what_a_sweep_failed_for_is_swept_by_the_next_process_once(keys: KeyStore):
    with pytest.raises(StoreUnavailable):
        await erasures(keys, Copies(fails=True)).go()
    assert not keys.lives(CUSTOMER)
    copies = Copies(fails=False)
    for _ in range(2):
        await erasures(keys, copies).go()
    assert copies.sweeps == 1


@pytest.mark.parametrize("same_process", [True, False])
async def test_what_was_shredded_while_the_journal_was_in_use_is_swept_once(keys: KeyStore, *, same_process: bool):
    copies, settle = Copies(fails=False), keys.settle

    def in_use() -> None:
        raise StoreUnavailable("key store: its journal is in use")

    keys.settle = in_use  # pyright: ignore[reportAttributeAccessIssue]
    first = erasures(keys, copies)
    with pytest.raises(StoreUnavailable):
        await first.go()
    assert (keys.lives(CUSTOMER), copies.sweeps) == (False, 0)
    keys.settle = settle  # pyright: ignore[reportAttributeAccessIssue]
    for _ in range(2):
        await (first if same_process else erasures(keys, copies)).go()
    assert copies.sweeps == 1


def test_another_master_key_does_not_mind_what_is_to_be_swept_and_it_stays_so(keys: KeyStore, tmp_path: Path):
    keys.shred(CUSTOMER)
    keys.end(["ticket-2"])
    rotating.rotate(tmp_path / "keys.db", bytes(32), b"n" * 32)
    with closing(KeyStore.open(tmp_path / "keys.db", b"n" * 32)) as anew:
        assert (anew.unswept_subjects(), anew.is_unswept()) == ((CUSTOMER,), True)


def test_what_is_to_be_swept_is_on_disk_with_the_shredding(keys: KeyStore, tmp_path: Path):
    keys.shred("customer-of-nothing")
    assert keys.unswept_subjects() == ()
    keys.shred(CUSTOMER)
    with closing(sqlite3.connect(tmp_path / "keys.db")) as looking:
        assert looking.execute("SELECT 1 FROM meta WHERE name = ?", (f"unswept {CUSTOMER}",)).fetchone()
