"""What the routes about rule texts ask of the program: what there is, what is wrong with a text, what is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from domain.clocks.calendars import Calendars
from domain.policy.in_force import Policies
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.routing.rules import Rule

Category = Literal["policy", "calendar", "routing"]
"""What stands before the first hyphen of the aggregate's key."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text in plain words: a heading, and a line for everything that it says."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake in a text, and what would be right; ``line`` None and ``key`` "" mean the text as a whole."""

    line: int | None
    key: str
    why: str


class Rules(Protocol):
    """Implemented by the program, which reads files and the log."""

    @property
    def policies(self) -> Policies:
        """What tickets are judged by at this moment."""
        ...

    def calendars(self, zone: ZoneInfo) -> Calendars:
        """What working time goes by at this moment."""
        ...

    @property
    def unreadable(self) -> Sequence[str]:
        """Published packs that this program can't read, as ``name@version``."""
        ...

    def shipped(self, category: Category) -> Mapping[str, str]:
        """The texts that come with the program, by name."""
        ...

    async def histories(self, category: Category) -> Mapping[str, Sequence[Recorded]]:
        """All that happened to all texts of a category, by name. Raises StoreUnavailable, HistoryDamaged."""
        ...

    def mistakes(self, category: Category, text: str, language: Language) -> Sequence[Wrong]:
        """All that is wrong with a text, in the order of its lines."""
        ...

    def page(self, category: Category, text: str, language: Language) -> Sequence[Section]:
        """What a text without mistakes says, in plain words."""
        ...

    def conditions(self, rule: Rule, language: Language) -> Sequence[str]:
        """For which tickets a rule of routing is, a condition each in plain words."""
        ...

    async def look_again(self) -> None:
        """Know what was published just now; where that can't be read, it is known within seconds."""
        ...
