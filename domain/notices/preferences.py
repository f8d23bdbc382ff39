"""How somebody wants to be told, what holds where they said nothing, and until when a notice is held back for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.notices.vocabulary import EMAIL, INBOX, Held, NoticeLanguage
from domain.staff.state import Staff

_CUSTOMERS_NIGHT: Final = (time(21), time(8))
_STAFFS_NIGHT: Final = (time(22), time(7))
_MORNING: Final = time(9)
_READERS: Final = frozenset({"manager", "quality", "clerk", "auditor", "privacy-officer", "administrator"})
"""Who reads of what happened rather than acts on it: theirs come together, once a day."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """``quiet`` are the hours from and until which nothing comes that is not urgent, by the deployment's clocks.

    ``digest`` is when what is not urgent comes together, once a day; None: each by itself.
    """

    language: NoticeLanguage | None = None
    channels: tuple[str, ...] = (INBOX, EMAIL)
    quiet: tuple[time, time] | None = None
    digest: time | None = None


FOR_CUSTOMERS: Final = Preferences(channels=(EMAIL,), quiet=_CUSTOMERS_NIGHT)


def for_roles(roles: Collection[str]) -> Preferences:
    """What holds for a member of staff who said nothing."""
    reads_only = bool(roles) and _READERS.issuperset(roles)
    return Preferences(quiet=_STAFFS_NIGHT, digest=_MORNING if reads_only else None)


def of_staff(staff: Staff, day: date) -> Preferences:
    """What the person said, and what holds for their roles where they said nothing."""
    usual, said = for_roles(staff.roles_on(day)), staff.notices
    if said is None:
        return usual
    quiet = (clock(said.quiet_from), clock(said.quiet_until)) if said.quiet_from and said.quiet_until else usual.quiet
    return Preferences(
        language=said.language,
        channels=said.channels or usual.channels,
        quiet=quiet,
        digest=clock(said.digest) if said.digest else usual.digest,
    )


def clock(text: str) -> time:
    """``22:00``."""
    return time.fromisoformat(text)


def held_back(wishes: Preferences, at: datetime, *, urgent: bool) -> tuple[Held, datetime] | None:
    """Why a notice of this moment, in the deployment's zone, waits, and until when; None where it goes at once."""
    if urgent:
        return None
    if wishes.digest is not None:
        return "digest", _next(at, wishes.digest)
    until = quiet_until(wishes, at)
    return None if until is None else ("quiet-hours", until)


def quiet_until(wishes: Preferences, at: datetime) -> datetime | None:
    """When the quiet hours of this moment end; None outside them, or where somebody wants theirs just then."""
    if wishes.quiet is None or not _within(wishes.quiet, at.timetz().replace(tzinfo=None)):
        return None
    if wishes.digest is not None and _within(wishes.quiet, wishes.digest):
        return None
    return _next(at, wishes.quiet[1])


def _within(hours: tuple[time, time], now: time) -> bool:
    begin, end = hours
    return begin <= now < end if begin <= end else now >= begin or now < end


def _next(at: datetime, clock: time) -> datetime:
    """The next time, later than ``at``, that clocks show this."""
    today = at.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return today if today > at else today + timedelta(days=1)
