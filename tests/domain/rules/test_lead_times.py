"""How long a part took to come, from the request to the receipt (R23)."""

from datetime import timedelta

from domain.record.envelope import Recorded
from domain.ticket.events import TicketEvent
from domain.ticket.lead_times import lead_times
from tests.domain.examples import PART, RECEIVED, RESERVED, SHIPPED
from tests.domain.specification import NOON, OPENED, recorded

SECOND = PART.model_copy(update={"request": 2})
SECOND_RECEIVED = RECEIVED.model_copy(update={"request": 2})


def history(*events: tuple[int, TicketEvent]) -> list[Recorded]:
    """Each so many hours after noon."""
    return [recorded(event, n, at=NOON + timedelta(hours=hours)) for n, (hours, event) in enumerate(events, 1)]


def test_it_is_counted_from_the_request_to_the_receipt() -> None:
    told = history((0, OPENED), (1, PART), (2, RESERVED), (3, SHIPPED), (27, RECEIVED))
    assert lead_times(told) == {1: timedelta(hours=26)}


def test_each_request_has_its_own() -> None:
    told = history((0, OPENED), (1, PART), (2, SECOND), (5, SECOND_RECEIVED), (9, RECEIVED))
    assert lead_times(told) == {1: timedelta(hours=8), 2: timedelta(hours=3)}


def test_what_has_not_come_has_none_and_the_first_receipt_counts() -> None:
    assert lead_times(history((0, OPENED), (1, PART), (2, RESERVED), (3, SHIPPED))) == {}
    assert lead_times(history((1, PART), (4, RECEIVED), (9, RECEIVED))) == {1: timedelta(hours=3)}


def test_another_systems_receipt_before_its_request_tells_nothing() -> None:
    assert lead_times(history((4, PART), (1, RECEIVED))) == {}
    assert lead_times(history((1, RECEIVED), (4, PART))) == {}
