"""A report that is nearly due, or late: its managers and supervisors are told which, and until when."""

from typing import Any

import pytest

from consumers.notices.planning.about import About
from domain.notices.audience import Around, staff_of
from domain.notices.catalogue import CAUSED_BY
from domain.notices.kind import Occasion
from domain.policy.in_force import shipped
from domain.staff.vocabulary import Role
from domain.ticket.events import DeadlineMissed, DeadlineWarned
from gongdan.notices.facts.telling import Telling
from gongdan.notices.letters import facts_of
from tests.notices.office import NOON, ZONE, member
from tests.projections.logs import ListLog, at

HANDBOOK = shipped().newest("handbook")
DAY = NOON.astimezone(ZONE).date()
SAID: dict[str, Any] = {"clock": "monthly-analysis", "started": "2024-05-ended", "period": 1}
DUE = at("23:59", "2024-06-05")
PEOPLE = (member("m-001", Role.MANAGER), member("s-001", Role.SUPERVISOR), member("003", Role.ENGINEER))


@pytest.mark.parametrize("event", [DeadlineWarned, DeadlineMissed])
def test_managers_and_supervisors_are_told(event: type[DeadlineWarned] | type[DeadlineMissed]):
    said = event(**SAID, due=DUE)
    told = {
        number
        for kind in CAUSED_BY[said.stored_name]
        if kind.when(Occasion(said, HANDBOOK, urgent=False))
        for audience in kind.audience(ticket=False)
        for number in staff_of(audience, Around(said, "gongdan", PEOPLE, DAY))
    }
    assert told == {"m-001", "s-001"}


@pytest.mark.parametrize(("chinese", "clock"), [(True, "月度分析"), (False, "Monthly analysis")])
def test_they_read_which_report_it_is_and_until_when(chinese: bool, clock: str):
    cause = ListLog().record("report-2024-05", DeadlineMissed(**SAID, due=DUE), at("00:01", "2024-06-06"))
    telling = Telling(chinese, ZONE, HANDBOOK, {}, masked=True)
    facts = facts_of(telling, About(cause, (cause,), (cause,), None, None, HANDBOOK), "staff-m-001", str)
    assert (facts["about"], facts["report"], facts["clock"], facts["due"]) == (
        "2024-05",
        "2024-05",
        clock,
        "2024-06-05 23:59",
    )
