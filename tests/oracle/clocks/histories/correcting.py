"""Corrections at the end of a made-up history: of a channel, a grade, a promised time, a technical answer."""

from datetime import timedelta
from random import Random
from typing import Any, Final

from domain.record.envelope import Recorded
from domain.record.moment import stored_form
from domain.ticket.events import CorrectionRecorded
from tests.oracle.clocks.histories.recording import Entry, put_on
from tests.oracle.clocks.slow.days import minute_of
from tests.oracle.clocks.slow.table import APPLIANCE

CORRECTABLE: Final = {
    "ticket-opened": "channel",
    "ticket-graded": "severity",
    "estimate-given": "due",
    "visit-promised": "at",
    "cooperation-requested": "due",
    "customer-contacted": "technical",
}
"""A field of each of these that a clock looks at."""


def corrected(chance: Random, log: tuple[Recorded, ...], pack: str) -> tuple[Recorded, ...]:
    """With up to two corrections; most histories have none."""
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        wrong = chance.choice(log)
        field = CORRECTABLE.get(wrong.envelope.type)
        if field is not None and getattr(wrong.event, field) is not None:
            right = _right(chance, field, getattr(wrong.event, field), pack)
            event = CorrectionRecorded(version=wrong.envelope.version, field=field, reason="记错了", right=right)
            last = minute_of(log[-1].envelope.recorded)
            log = put_on(log, pack, Entry(last + chance.randint(0, 30), event, "agent"))
    return log


def _right(chance: Random, field: str, wrong: Any, pack: str) -> str:
    if field == "channel":
        return "phone" if wrong == "email" else "email"
    if field == "severity":
        severities = ("1", "2", "3") if pack == APPLIANCE else ("general", "important", "urgent")
        return chance.choice([severity for severity in severities if severity != wrong])
    if field == "technical":
        return "false" if wrong else "true"
    return stored_form(wrong + timedelta(minutes=chance.randrange(5, 90)))
