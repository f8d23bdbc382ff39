"""Which erasures that wait are due: nothing asks for the data any more."""

from typing import Any

import pytest

from gongdan.cli.privacy.retention import is_due

TODAY = "2027-05-03"


def waiting(because: str | None, until: str | None, holds: int = 0) -> dict[str, Any]:
    return {"customer": "customer-C1", "because": because, "until": until, "holds": holds}


@pytest.mark.parametrize("because", ["term", "hold"])
def test_an_erasure_is_due_the_day_after_the_last_one_whatever_it_waited_for(because: str):
    assert is_due(waiting(because, "2027-05-02"), TODAY)
    assert not is_due(waiting(because, TODAY), TODAY)


def test_what_waited_for_a_hold_alone_is_due_once_that_is_lifted():
    assert is_due(waiting("hold", None), TODAY)


@pytest.mark.parametrize("because", ["term", "hold"])
def test_nothing_is_due_while_a_hold_is_placed(because: str):
    assert not is_due(waiting(because, "2027-05-02", holds=1), TODAY)


@pytest.mark.parametrize("because", ["open", None])
def test_nothing_is_due_while_a_ticket_is_open_or_nothing_waits(because: str | None):
    assert not is_due(waiting(because, None), TODAY)
