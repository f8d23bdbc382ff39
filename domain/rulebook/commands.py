"""What can be asked about a rule text; policy packs and calendars give each its name and its reading of the text."""

from abc import abstractmethod
from hashlib import sha256
from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from domain.record.command import Command, Words
from domain.rulebook.events import Sha256, TextApproved, TextProposed, TextPublished, TextRejected, Version

RuleText = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class ProposeText(Command):
    """Put a version forward; its number stands in the text."""

    causes: ClassVar[type[TextProposed]]  # pyright: ignore[reportIncompatibleVariableOverride]
    text: RuleText

    @property
    @abstractmethod
    def name(self) -> str:
        """Whose rules they are, as the text says."""

    @property
    @abstractmethod
    def version(self) -> int:
        """The number that the text gives itself."""

    def shipped(self) -> dict[int, str] | None:
        """Digests by version where the name belongs to a text that comes with the program."""
        return None

    @property
    def comes_with_the_program(self) -> bool:
        """Then it may leave numbers out: what an earlier program brought need not be on record."""
        return self.shipped() is not None


class ApproveText(Command):
    """Agree to exactly the text with this digest."""

    causes: ClassVar[type[TextApproved]]  # pyright: ignore[reportIncompatibleVariableOverride]
    version: Version
    sha256: Sha256
    reason: Words | None = None


class RejectText(Command):
    """Take a proposal off the table."""

    causes: ClassVar[type[TextRejected]]  # pyright: ignore[reportIncompatibleVariableOverride]
    version: Version
    sha256: Sha256
    reason: Words


class PublishText(Command):
    """Put the approved proposal into force."""

    causes: ClassVar[type[TextPublished]]  # pyright: ignore[reportIncompatibleVariableOverride]
    version: Version

    def needs_no_approval(self, sha256: str) -> bool:
        """Whether the text comes with the program: who deployed it agreed to it."""
        del sha256
        return False

    def facts(self, text: str) -> dict[str, Any]:
        """What the event holds besides the text: what readers want of it without reading TOML."""
        del text
        return {}


TextCommand = ProposeText | ApproveText | RejectText | PublishText
