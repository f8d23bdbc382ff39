"""Who is named in a plan, and until when: R16."""

from datetime import date

from domain.staff.commands import GrantRole, JoinStaff
from domain.staff.vocabulary import Role
from domain.ticket.commands import HoldMeeting
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import at
from tests.scenarios.people import administrator, agent, engineer
from tests.scenarios.told.planning.plans import AT_WORK, MEETING, PROPOSE, PROPOSED


@scenario(
    "R16",
    zh="方案的责任人和参会人须有档案，期限不能已过",
    en="Who answers for a plan and who meets are on record, and its deadline is to come",
)
def who_answers_for_a_plan_and_who_meets_are_on_record_and_its_deadline_is_to_come() -> Story:
    meet = {"departments": MEETING, "attendees": ("e-003", "e-999"), "outcome": "更换主板"}
    since = date(2024, 1, 1)
    joined = administrator(JoinStaff(name="张工", office="技术员", since=since)).on_record("staff-e-003")
    may = administrator(GrantRole(role=Role.ENGINEER, since=since)).on_record("staff-e-003")
    return (
        given(*AT_WORK, joined, may)
        .when(agent(HoldMeeting.model_validate(meet)))
        .then_refused("staff-not-on-record")
        .when(engineer(PROPOSE.model_copy(update={"owner": "e-999"})))
        .then_refused("staff-not-on-record")
        .when(engineer(PROPOSE).at("18:01"))
        .then_refused("deadline-passed")
        .when(engineer(PROPOSE.model_copy(update={"deadline": at("20:00")})))
        .then(PROPOSED.model_copy(update={"deadline": at("20:00")}))
    )
