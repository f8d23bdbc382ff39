"""How long a notice is of use, how often it is tried, and how many one person gets in an hour."""

from dataclasses import dataclass, field
from datetime import timedelta

from domain.notices.vocabulary import NoticeLanguage


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """``use``: what happened longer ago is not told any more. ``hourly``: what is over comes together, later.

    ``backoff`` are the pauses after each try that did not come through; after the last there is none. ``language``
    is for who chose none.
    """

    use: timedelta = timedelta(days=2)
    hourly: int = 20
    backoff: tuple[timedelta, ...] = field(
        default=tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60, 120, 240))
    )
    language: NoticeLanguage = "zh"

    @property
    def tries(self) -> int:
        """The most tries of a notice."""
        return len(self.backoff) + 1

    def pause_after(self, tries: int) -> timedelta | None:
        """None once it was tried often enough."""
        return self.backoff[tries - 1] if tries <= len(self.backoff) else None
