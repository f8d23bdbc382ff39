"""What every public event is: a frozen model under a published name and version that never change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(min_length=1)]
"""A word of an open list: a reader takes those that it does not know for some other."""
Number = Annotated[str, StringConstraints(min_length=1)]
"""Of a ticket, a return, a complaint …"""
Name = Annotated[str, StringConstraints(min_length=1)]
"""Of a product, a model, a part, an area: nobody's."""
Amount = Annotated[str, StringConstraints(pattern=r"^\d{1,9}\.\d{2}$")]
"""Yuan, with two digits after the point."""


class PublicEvent(BaseModel):
    """A fact as the world is told it. ``tells`` are the stored names of the events of ours that it may tell of.

    A field is how the aggregate stands after it, where that has a word for it (:mod:`domain.published.standing`),
    else what the event of ours says under that name. Fields may be added, with ``None`` where nothing is said; all
    else takes a new version beside the old (:mod:`domain.published.compatible`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    context: ClassVar[str]
    name: ClassVar[str]
    version: ClassVar[int] = 1
    tells: ClassVar[tuple[str, ...]]
    meaning: ClassVar[tuple[str, str]]
    """In Chinese and in English."""
    said_as: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What the event of ours calls a field otherwise."""
    number: Number

    @classmethod
    def applies(cls, event: Any) -> bool:
        """Whether it tells of this very event, of those whose names it bears."""
        return True

    @classmethod
    def type_name(cls) -> str:
        """The CloudEvents type: gongdan.ticket.ticket-opened.v1."""
        return f"gongdan.{cls.context}.{cls.name}.v{cls.version}"
