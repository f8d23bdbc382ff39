"""What is told of rule texts: their versions, what lies on the table, and what one of them says."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.tickets.views import EventView, Position

Revision = Annotated[int, Field(description="How many events are on record: the ETag, for If-Match.")]
Ref = Annotated[str, Field(description="How an event names the text that judged it: `our-desk@1`.")]


class Title(BaseModel):
    """In both languages."""

    zh: str
    en: str


class VersionView(BaseModel):
    """A version that is in force, or was until a later one came.

    ``published`` is null where it came with the program and is not on record; ``readable`` false where a newer program
    published it, so that this one refuses its tickets.
    """

    version: int
    ref: Ref
    sha256: str
    proposed_by: str | None = None
    approved_by: str | None = None
    published_by: str | None = None
    published: datetime | None = None
    readable: bool = True


class ProposalView(BaseModel):
    """What waits for an approval (``approved_by`` null), or for its publication."""

    version: int
    ref: Ref
    sha256: str
    proposed_by: str
    proposed: datetime
    approved_by: str | None = None
    approved: datetime | None = None


class ChosenBy(BaseModel):
    """Which lines of choice.toml give a ticket this pack: its default, and rules by their place, counted from 1."""

    default: bool
    rules: list[int]


class RulesView(BaseModel):
    """One name and all its versions; ``newest`` is in force, null where none is. ``chosen`` is told of packs only."""

    name: str
    title: Title
    newest: int | None
    versions: list[VersionView]
    proposal: ProposalView | None
    shipped: bool
    chosen: ChosenBy | None
    revision: Revision


class SectionView(BaseModel):
    """A part of what a text says, in plain words."""

    heading: str
    lines: list[str]


class TextView(RulesView):
    """A name, and one of its texts: ``state`` says whether that is in force, was, or is proposed.

    ``sections`` are in the language of Accept-Language; ``says`` is the same for programs, with every default filled
    in, null where this program can't read it.
    """

    version: int
    ref: Ref
    state: Literal["in-force", "superseded", "proposed"]
    sha256: str
    text: str
    sections: list[SectionView]
    says: dict[str, Any] | None


class ChoiceView(BaseModel):
    """choice.toml, as this process read it at its start; ``not_in_force`` names its packs that are not published."""

    default: str
    rules: list[dict[str, Any]]
    not_in_force: list[str]


class PoliciesView(BaseModel):
    """All packs, and which one a ticket gets.

    ``unreadable`` names versions of a newer program, whose tickets are refused. ``tickets`` counts the tickets under
    each text, where ``counted`` was asked.
    """

    items: list[RulesView]
    choice: ChoiceView
    unreadable: list[str]
    tickets: dict[str, int] | None = None


class CalendarsView(BaseModel):
    """All calendars."""

    items: list[RulesView]


class RoutingView(BaseModel):
    """The rules of routing: one item, or none as long as nobody proposed any."""

    items: list[RulesView]


class RuleWarning(BaseModel):
    """A rule of routing whose tickets nobody would get."""

    code: str
    rule: str
    receiver: str
    message: str


class Settled(BaseModel):
    """What came of it; no events: it was already so. ``warnings``: what a proposal of routing rules names in vain."""

    name: str
    revision: Revision
    position: Position
    events: list[EventView]
    warnings: list[RuleWarning] = []
