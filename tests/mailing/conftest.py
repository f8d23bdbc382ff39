"""Letters taken in by a real service: events on a real nats-server, files sealed on disk, letters in SQLite."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.service import Service
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.taking.intake import MailIn
from gongdan.mailing.taking.judging import Rules
from tests.api.conftest import act_as, agent, service, supervisor
from tests.mailing.test_tokens import REPLIES
from tests.mailing.writing import DESK

__all__ = ["act_as", "agent", "service", "supervisor"]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 5, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[LetterStore]:
    opened = LetterStore.open(tmp_path / "letters.db", b"s" * 32)
    yield opened
    opened.close()


@pytest.fixture
def mail_in(service: Service, letters: LetterStore, clock: Clock) -> MailIn:
    """Strangers wait for a person."""
    return MailIn(service, letters, Rules(REPLIES, (DESK,)), clock)


@pytest.fixture
def open_mail_in(service: Service, letters: LetterStore, clock: Clock) -> MailIn:
    """Strangers open tickets."""
    return MailIn(service, letters, Rules(REPLIES, (DESK,), opens_for_strangers=True), clock)
