"""What a subscriber may see: of which public events, about what, and with which fields beside the public ones."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.published.event import PublicEvent
from domain.published.matters import MATTERS
from domain.published.tickets import TICKETS
from domain.record.command import Line
from domain.record.event import Part
from domain.subscriptions.vocabulary import Detail

TYPES: Final[tuple[str, ...]] = tuple(dict.fromkeys(public.name for public in (*TICKETS, *MATTERS)))
"""The names of all public events; a name stands for all its versions."""


def _in_one_way(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, sorted, so that the same grant is always written the same."""
    return tuple(sorted(set(words)))


Word = Annotated[Line, Field(max_length=100)]
MOST_WORDS: Final = 200
_TOKEN: Final = re.compile(r"\w[\w-]*")
"""A word that a subject says as it is; ``*`` would let all pass there, and what can't stand there is told as ``_``."""
Several = Annotated[tuple[Word, ...], Field(min_length=1, max_length=MOST_WORDS), AfterValidator(_in_one_way)]


class Grant(Part):
    """All of what is named must be so; what is not named filters nothing. An event without the field passes no filter.

    ``details`` are classes of personal data told besides: where there are any, the subscriber has a stream of its own.
    """

    types: Several | None = None
    products: Several | None = None
    severities: Several | None = None
    regions: Several | None = None
    details: Annotated[tuple[Detail, ...], Field(min_length=1), AfterValidator(_in_one_way)] | None = None

    def passes(self, public: PublicEvent) -> bool:
        """Whether the subscriber is told of a public event."""
        filters = (
            (self.types, public.name),
            (self.products, getattr(public, "product", None)),
            (self.severities, getattr(public, "severity", None)),
            (self.regions, getattr(public, "region", None)),
        )
        return all(wanted is None or said in wanted for wanted, said in filters)

    @property
    def is_plain(self) -> bool:
        """Whether subjects of the public feed tell it exactly: of types and severities, without details."""
        whole = all(_TOKEN.fullmatch(each) for each in self.severities or ())
        return whole and self.products is None and self.regions is None and self.details is None


def of_known_types(grant: Grant) -> None:
    """Raises for a type that is no public event's: asked of a command, as a type may go out of use."""
    for name in grant.types or ():
        of_a_known_type(name)


def of_a_known_type(name: str) -> str:
    """Raises for what is no public event."""
    if name not in TYPES:
        raise PydanticCustomError(
            "no_public_event", "{name} is no public event: look at `gongdan feed catalog`", {"name": name}
        )
    return name
