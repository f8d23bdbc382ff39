"""What can have happened to a rule text: the same four facts for packs and calendars, each under its own name."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.record.event import Event
from domain.record.personal import Text

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""Of the text's UTF-8 bytes."""
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class TextProposed(Event):
    """A version is put forward; it is in force for nobody yet. A later proposal takes its place."""

    version: Version
    sha256: Sha256
    text: str


class TextApproved(Event):
    """Somebody other than the proposer agreed to exactly this text."""

    version: Version
    sha256: Sha256
    reason: Text | None = None


class TextRejected(Event):
    """The proposal is off the table, and why."""

    version: Version
    sha256: Sha256
    reason: Text


class TextPublished(Event):
    """The version is in force, for ever under its number: the whole text as it was proposed."""

    version: Version
    sha256: Sha256
    text: str


TextEvent = TextProposed | TextApproved | TextRejected | TextPublished
