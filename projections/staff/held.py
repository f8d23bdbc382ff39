"""What a person holds from day to day, as one text in the table of staff, and back to the rules' own state."""

import json
from datetime import date
from typing import Any, Final

from domain.staff.events import Shift
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from domain.staff.vocabulary import Role

_ALONE: Final = ("employed", "leave", "cancelled", "rostered")


def written(staff: Staff) -> str:
    """All but name, office and trainings, which no question about a day needs."""
    held: dict[str, Any] = {name: _spans(getattr(staff, name)) for name in _ALONE}
    held["roles"] = {role.value: _spans(days) for role, days in staff.roles.items()}
    held["teams"] = {team: _spans(days) for team, days in staff.teams.items()}
    held["standing_in"] = {absent: _spans(days) for absent, days in staff.standing_in.items()}
    held["skills"] = [[skill, certificate, _spans(days)] for (skill, certificate), days in staff.skills.items()]
    held["shifts"] = [[shift.day.isoformat(), shift.start, shift.end] for shift in staff.shifts]
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def read(number: str, name: str, office: str, text: str) -> Staff:
    """The state that was written."""
    held = json.loads(text)
    return Staff(
        number=number,
        name=name,
        office=office,
        roles={Role(role): _days(spans) for role, spans in held["roles"].items()},
        teams={team: _days(spans) for team, spans in held["teams"].items()},
        standing_in={absent: _days(spans) for absent, spans in held["standing_in"].items()},
        skills={(skill, certificate): _days(spans) for skill, certificate, spans in held["skills"]},
        shifts=tuple(Shift(day=date.fromisoformat(day), start=start, end=end) for day, start, end in held["shifts"]),
        employed=_days(held["employed"]),
        leave=_days(held["leave"]),
        cancelled=_days(held["cancelled"]),
        rostered=_days(held["rostered"]),
    )


def _spans(days: Days) -> list[list[str]]:
    return [[span.since.isoformat(), span.until.isoformat()] for span in days.spans]


def _days(spans: list[list[str]]) -> Days:
    return Days(tuple(Span(date.fromisoformat(since), date.fromisoformat(until)) for since, until in spans))
