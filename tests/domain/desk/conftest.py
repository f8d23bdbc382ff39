"""The desk on a real nats-server, on a morning in May."""

import pytest

from domain.application import TicketDesk
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
