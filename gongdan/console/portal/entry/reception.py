"""What the customers' pages stand on beside the service: who is let in, how the department is reached, its address."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from api.help.pace import Pace
from gongdan.console.portal.address import ENTER
from gongdan.console.portal.entry.admissions import Admissions
from gongdan.console.portal.entry.settings import PortalSettings
from gongdan.settings import Settings

STORE: Final = "portal.db"
"""The file beside the keys."""


@dataclass(frozen=True, slots=True)
class Reception:
    """``name`` is what the department calls itself, where it said so; ``reports`` holds the public back as a whole."""

    admissions: Admissions = field(default_factory=Admissions)
    said: PortalSettings = field(default_factory=PortalSettings)
    name: str | None = None
    reports: Pace = field(default_factory=lambda: Pace(most=10))
    public_url: str | None = None

    @classmethod
    def open(cls, settings: Settings, said: PortalSettings, name: str | None) -> "Reception":
        """Over the file in the home."""
        pace = Pace(most=said.public_reports)
        return cls(Admissions(settings.home / STORE), said, name, pace, settings.public_url)

    @property
    def secure(self) -> bool:
        """Whether customers come over TLS, though it ends before us."""
        return bool(self.public_url and self.public_url.startswith("https:"))

    def at(self, asked: str) -> str:
        """Where customers find their pages; where no public address is set, where staff find theirs."""
        return (self.public_url or asked).rstrip("/")


@asynccontextmanager
async def inviting(settings: Settings) -> AsyncIterator[Callable[[str], str] | None]:
    """From a ticket's number to a link that lets its customer in once; None where no public address is set."""
    if settings.public_url is None:
        yield None
        return
    admissions, ours = Admissions(settings.home / STORE), settings.public_url.rstrip("/")
    try:
        yield lambda ticket: f"{ours}{ENTER}/{admissions.invite(ticket)}"
    finally:
        admissions.close()
