"""What can be done to a staff record over HTTP, with an example of each."""

import re
from typing import Annotated, Any, Final

from pydantic import Field

from api.manners.problems import ApiProblem
from api.records.acting import Acted
from api.tickets.actions import Body, body_for
from domain.staff.commands import COMMANDS

NOUNS: Final[dict[str, str]] = {
    "rename-staff": "renaming",
    "assign-office": "office",
    "grant-role": "role",
    "revoke-role": "role-end",
    "certify-skill": "skill",
    "withdraw-skill": "skill-end",
    "record-training": "training",
    "set-roster": "roster",
    "take-leave": "leave",
    "cancel-leave": "leave-cancellation",
    "stand-in": "stand-in",
    "release-stand-in": "stand-in-end",
    "join-team": "team",
    "leave-team": "team-end",
    "end-employment": "employment-end",
    "set-notice-preferences": "notice-preferences",
}
"""``POST /staff/{id}/<noun>`` for all but joining."""

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "join": {"name": "张工", "office": "技术员", "since": "2024-01-01"},
    "rename-staff": {"name": "章工"},
    "assign-office": {"office": "高级技术员"},
    "grant-role": {"role": "engineer", "since": "2024-01-01"},
    "revoke-role": {"role": "engineer", "since": "2024-06-01", "reason": "转岗"},
    "certify-skill": {"skill": "空调", "since": "2024-01-01", "until": "2026-12-31", "certificate": "制冷设备维修工"},
    "withdraw-skill": {"skill": "空调", "since": "2024-06-01"},
    "record-training": {"title": "KFR-35 维修", "day": "2024-05-10", "minutes": 240, "outcome": "passed"},
    "set-roster": {
        "since": "2024-05-01",
        "until": "2024-05-02",
        "shifts": [{"day": "2024-05-01", "start": "08:00", "end": "17:00"}],
    },
    "take-leave": {"since": "2024-05-04", "until": "2024-05-05", "kind": "annual"},
    "cancel-leave": {"since": "2024-05-05", "until": "2024-05-05"},
    "stand-in": {"absent": "004", "since": "2024-05-04", "until": "2024-05-05", "reason": "年假"},
    "release-stand-in": {"absent": "004", "since": "2024-05-05"},
    "join-team": {"team": "north", "since": "2024-01-01"},
    "leave-team": {"team": "north", "since": "2024-06-01"},
    "end-employment": {"since": "2024-12-31"},
    "set-notice-preferences": {
        "email": "zhanggong@example.com",
        "language": "zh",
        "channels": ["inbox", "email"],
        "quiet_from": "22:00",
        "quiet_until": "07:00",
    },
}

_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def key_of(number: str) -> str:
    """The aggregate's key. Raises ApiProblem for what can be no staff number."""
    if not _NUMBER.fullmatch(number):
        raise ApiProblem("staff-not-found", number=number)
    return f"staff-{number}"


STAFF: Final = Acted("staff", key_of, COMMANDS, NOUNS, EXAMPLES)


class JoiningBody(Body):
    """Under which number somebody is entered."""

    number: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The staff number (工号).", examples=["003"])
    ]


JOINING: Final = body_for(COMMANDS["join"], EXAMPLES["join"] | {"number": "003"}, JoiningBody)
