"""What could not be swept is swept in the next round, though its keys are gone by then."""

from typing import Any, cast

import pytest

from domain.refusals import StoreUnavailable
from gongdan.erasing.copies import Swept
from gongdan.erasing.erasures import Erasures
from gongdan.storing.keys import Shredded
from projections.customers.measures import Erasing


class Keys:
    """One customer's, which a backup brought back."""

    def __init__(self) -> None:
        self.live = True

    def lives(self, customer: str) -> bool:
        return self.live

    def shred(self, customer: str) -> None:
        self.live = False

    def shredded(self, customer: str) -> Shredded:
        return Shredded(("key-1",), 1)


class Copies:
    """Away at the first sweep."""

    def __init__(self) -> None:
        self.sweeps = 0

    async def sweep(self) -> Swept:
        self.sweeps += 1
        if self.sweeps == 1:
            raise StoreUnavailable("away")
        return Swept(0, 0, whole=True)


class Desk:
    async def events_of(self, aggregate: str) -> tuple[()]:
        return ()

    async def act(self, *said: Any) -> None:
        """It is on record already."""


async def test_what_a_sweep_failed_for_is_swept_in_the_next_round():
    async def erasing() -> Erasing:
        return Erasing(postponed=(), erased=("customer-1",), unfinished=())

    keys, copies = Keys(), Copies()
    round_ = Erasures(cast("Any", Desk()), cast("Any", keys), cast("Any", copies), erasing)
    with pytest.raises(StoreUnavailable):
        await round_.go()
    assert not keys.live
    await round_.go()
    await round_.go()
    assert copies.sweeps == 2
