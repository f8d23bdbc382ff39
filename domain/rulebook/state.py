"""What the rules about a rule text need of its history: what is published, and what lies on the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.rulebook.events import TextApproved, TextEvent, TextProposed, TextPublished, TextRejected


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that waits for an approval, or for publication."""

    version: int
    sha256: str
    text: str
    by: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """``texts`` holds every version that is or was in force."""

    texts: Mapping[int, str] = field(default_factory=dict[int, str])
    proposal: Proposal | None = None

    @property
    def version(self) -> int:
        """The latest that is published; 0 where none is."""
        return max(self.texts, default=0)


def evolve(book: Rulebook | None, event: TextEvent, by: str) -> Rulebook:
    """The state after an event by this actor."""
    book = book or Rulebook()
    match event:
        case TextProposed(version=version, sha256=sha256, text=text):
            return replace(book, proposal=Proposal(version, sha256, text, by))
        case TextApproved():
            return replace(book, proposal=book.proposal and replace(book.proposal, approved_by=by))
        case TextRejected():
            return replace(book, proposal=None)
        case TextPublished(version=version, text=text):
            return replace(book, texts={**book.texts, version: text}, proposal=None)
        case _:
            assert_never(event)
