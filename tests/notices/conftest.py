"""A mail server and an office of notices for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consumers.notices.channels.email import EmailChannel, MailServer
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import Mailbox, serving
from tests.notices.office import Clock, Office, office


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mail_server(box: Mailbox) -> Iterator[MailServer]:
    with serving(box) as server:
        yield server


@pytest.fixture
def read(tmp_path: Path) -> Iterator[ReadStore]:
    opened = ReadStore.open(tmp_path / "read.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk_office(store: NatsEventStore, read: ReadStore, clock: Clock, mail_server: MailServer) -> Office:
    return office(store, read, clock, {EmailChannel.name: EmailChannel(mail_server)})
