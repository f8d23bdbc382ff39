"""The two kinds of rule texts, and how each is named, read and asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from api.rules.source import Category
from domain.calendar import commands as calendars
from domain.calendar.calendar import Calendar
from domain.policy import commands as packs
from domain.policy.pack import Pack
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText
from domain.rulebook.reading import read


@dataclass(frozen=True, slots=True)
class Kind:
    """``path`` is where its texts are found; ``noun`` what one is called, in Chinese and English."""

    category: Category
    path: str
    noun: tuple[str, str]
    key: Callable[[str], str]
    model: type[Pack] | type[Calendar]
    propose: type[ProposeText]
    approve: type[ApproveText]
    reject: type[RejectText]
    publish: type[PublishText]

    def read(self, text: str) -> Pack | Calendar | None:
        """What a text says; None where this program can't read it."""
        return _read(text, self.model)


@lru_cache(maxsize=128)
def _read(text: str, model: type[Pack] | type[Calendar]) -> Pack | Calendar | None:
    """A text never changes, so each is read once."""
    try:
        return read(text, model)
    except ValueError:
        return None


POLICIES: Final = Kind(
    "policy",
    "policies",
    ("政策包", "policy pack"),
    packs.policy_key,
    Pack,
    packs.ProposePolicy,
    packs.ApprovePolicy,
    packs.RejectPolicy,
    packs.PublishPolicy,
)
CALENDARS: Final = Kind(
    "calendar",
    "calendars",
    ("日历", "calendar"),
    calendars.calendar_key,
    Calendar,
    calendars.ProposeCalendar,
    calendars.ApproveCalendar,
    calendars.RejectCalendar,
    calendars.PublishCalendar,
)
