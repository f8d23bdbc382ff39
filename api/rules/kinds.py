"""The three kinds of rule texts, and how each is named, read and asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from api.rules.texts.source import Category
from domain.calendar import commands as calendars
from domain.calendar.calendar import Calendar
from domain.policy import commands as packs
from domain.policy.pack import Pack
from domain.routing import commands as routing
from domain.routing.rules import Routing
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText
from domain.rulebook.reading import read

Text = Pack | Calendar | Routing
Model = type[Pack] | type[Calendar] | type[Routing]


@dataclass(frozen=True, slots=True)
class Kind:
    """``path`` is where its texts are found; ``noun`` what one is called, in Chinese and English.

    ``approve`` is None where whoever proposes a text may publish it alone.
    """

    category: Category
    path: str
    noun: tuple[str, str]
    key: Callable[[str], str]
    model: Model
    propose: type[ProposeText]
    approve: type[ApproveText] | None
    reject: type[RejectText]
    publish: type[PublishText]

    def read(self, text: str) -> Text | None:
        """What a text says; None where this program can't read it."""
        return _read(text, self.model)


@lru_cache(maxsize=128)
def _read(text: str, model: Model) -> Text | None:
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
ROUTING: Final = Kind(
    "routing",
    "routing",
    ("分流规则", "set of routing rules"),
    routing.routing_key,
    Routing,
    routing.ProposeRouting,
    None,
    routing.RejectRouting,
    routing.PublishRouting,
)
