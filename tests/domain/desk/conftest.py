"""The desk on a real nats-server, on a morning in May."""

import pytest

from domain.application import TicketDesk
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    here = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    here.tickets_of = none_to_be_kept
    return here


async def none_to_be_kept(customer: str) -> list[str]:
    """As though the years of all tickets were over."""
    return []
