"""Working time (工作时间): the hours of a working day, and the calendar that says which days are working days."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from domain.policy.parts.declared import declared
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Many, Part

_WRITTEN: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) *[-–] *([01][0-9]|2[0-3]):([0-5][0-9])")


class Hours(NamedTuple):
    """From the first minute to the last."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def _parsed(value: object) -> Hours:
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    hours = Hours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))) if found else None
    if hours is None or hours.start >= hours.end:
        raise mistake("not-hours", given=value)
    return hours


def _in_order(spans: Sequence[Any]) -> Sequence[Any]:
    if any(earlier.end > later.start for earlier, later in pairwise(spans)):
        raise mistake("hours-overlap")
    return spans


Span = Annotated[Hours, BeforeValidator(_parsed), PlainSerializer(str)]


def _has_hours(calendar: str) -> str:
    of_pack = declared()
    if calendar == "working-time" and of_pack is not None and not of_pack.working_time:
        raise mistake("needs-working-time")
    return calendar


RunsOn = Annotated[Literal["24x7", "working-time"], AfterValidator(_has_hours)]
"""When a clock runs: always, or in the pack's working time."""


class WorkingTime(Part):
    """``calendar`` is the region of a published calendar (日历)."""

    calendar: Code = "china"
    hours: Annotated[Many[Span], Field(min_length=1), AfterValidator(_in_order)]
