"""What can be asked about a calendar: put a version forward, agree or not, put it into force."""

from functools import lru_cache
from typing import Any, Final, Self, get_args

from pydantic import model_validator

from domain.calendar import events
from domain.calendar.calendar import Calendar
from domain.calendar.shipped import is_shipped
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText, digest
from domain.rulebook.reading import read


def calendar_key(region: str) -> str:
    """The aggregate id of a region's calendar."""
    return f"calendar-{region}"


@lru_cache(maxsize=16)
def _calendar(text: str) -> Calendar:
    """Read once, however often it is asked."""
    return read(text, Calendar)


class ProposeCalendar(ProposeText):
    """Put a version of a calendar forward; the text says its region and version itself."""

    action = "propose-calendar"
    causes = events.CalendarProposed

    @model_validator(mode="after")
    def _is_a_calendar(self) -> Self:
        _calendar(self.text)
        return self

    @property
    def name(self) -> str:
        return _calendar(self.text).region

    @property
    def version(self) -> int:
        return _calendar(self.text).version

    @property
    def comes_with_the_program(self) -> bool:
        """A department may have versions of its own under the same name."""
        return is_shipped(digest(self.text))


class ApproveCalendar(ApproveText):
    """Agree to a proposed calendar."""

    action = "approve-calendar"
    causes = events.CalendarApproved


class RejectCalendar(RejectText):
    """Do not agree to a proposed calendar, and say why."""

    action = "reject-calendar"
    causes = events.CalendarRejected


class PublishCalendar(PublishText):
    """Put an approved calendar into force."""

    action = "publish-calendar"
    causes = events.CalendarPublished

    def needs_no_approval(self, sha256: str) -> bool:
        return is_shipped(sha256)

    def facts(self, text: str) -> dict[str, Any]:
        calendar = _calendar(text)
        return {
            "years": tuple(sorted(year.year for year in calendar.years)),
            "holidays": tuple(calendar.holidays),
            "working_days": tuple(calendar.working_days),
        }


CalendarCommand = ProposeCalendar | ApproveCalendar | RejectCalendar | PublishCalendar

COMMANDS: Final[dict[str, type[CalendarCommand]]] = {command.action: command for command in get_args(CalendarCommand)}
"""Every command by the word it has in the rights."""
