"""Who works in the stories: everybody on record, in a team where it counts, and those of other teams and departments."""

from dataclasses import dataclass
from typing import Final

import httpx

from tests.whole.service import Service

SINCE: Final = "2020-01-01"
"""Before everything that the stories enter late."""


@dataclass(frozen=True)
class Working:
    """Who is on record, with their roles; ``team`` is a department's name for its contact."""

    number: str
    roles: tuple[str, ...]
    team: str | None = None


NORTH: Final = "north"
"""Whose the stories' tickets are."""
OF_ANOTHER_TEAM: Final = Working("s-008", ("supervisor",), "south")
OF_ANOTHER_DEPARTMENT: Final = Working("l-001", ("department-contact",), "logistics")
EVERYBODY: Final = (
    Working("a-001", ("agent",)),
    Working("a-002", ("agent",)),
    Working("e-003", ("engineer", "complaint-handler")),
    Working("s-001", ("supervisor",), NORTH),
    Working("s-009", ("supervisor", "agent")),
    Working("m-001", ("manager",)),
    Working("w-001", ("warehouse",)),
    Working("i-001", ("returns-inspector",)),
    Working("h-001", ("complaint-handler",)),
    Working("h-002", ("complaint-handler",)),
    Working("q-001", ("quality",)),
    Working("c-001", ("clerk",)),
    Working("r-001", ("emergency-team",)),
    Working("r-002", ("emergency-team",)),
    Working("p-001", ("department-contact",), "product"),
    Working("p-002", ("department-contact",), "research"),
    OF_ANOTHER_TEAM,
    OF_ANOTHER_DEPARTMENT,
)


def enter_everybody(running: Service) -> None:
    """Before any story is told: from then on everybody whom it names must be on record."""
    with running.http("d-001:administrator") as http:
        for person in EVERYBODY:
            _told(http, "/staff", {"number": person.number, "name": person.number, "office": "员工", "since": SINCE})
            for role in person.roles:
                _told(http, f"/staff/{person.number}/role", {"role": role, "since": SINCE})
    with running.http("s-000:supervisor") as http:
        for person in EVERYBODY:
            if person.team:
                _told(http, f"/staff/{person.number}/team", {"team": person.team, "since": SINCE})


def _told(http: httpx.Client, path: str, said: dict[str, str]) -> None:
    answer = http.post(path, json=said)
    assert answer.status_code in (httpx.codes.OK, httpx.codes.CREATED), answer.text
