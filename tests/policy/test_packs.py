"""The four packs say what the written processes say: every figure of PROCESS section 11, as a row of its table."""

from hashlib import sha256

import pytest

from domain.policy.in_force import shipped as of_the_program
from domain.policy.in_force import shipped_text
from domain.policy.pack import Pack
from domain.policy.shipped import DEFAULT, SHIPPED
from domain.policy.timing.clock import Clock
from domain.policy.timing.duration import Duration, parse
from domain.policy.timing.occasions import AGREED_AT, EVENTS
from domain.ticket.events import EVENTS as TICKET_EVENTS
from domain.ticket.vocabulary import Channel
from gongdan.policies.library import shipped
from projections.wording import masks
from projections.wording.words import SEVERITIES

HANDBOOK, APPLIANCE, PLAN, SOFTWARE = (
    shipped()[name].pack for name in ("handbook", "appliance", "service-plan", "software-support")
)
ALL = (HANDBOOK, APPLIANCE, PLAN, SOFTWARE)
HANDLING = ["fault-diagnosed", "engineer-arrived", "work-logged", "handling-started"]

FORTHCOMING = {
    *("survey-sent", "survey-answered", "callback-made", "follow-up-made", "ticket-archived"),
    *("complaint-raised", "complaint-assessed", "complaint-answered", "complaint-handled"),
    *("month-ended", "quarter-ended", "report-published"),
}
"""Occasions of clocks that are no ticket event of this version: of other aggregates, of the calendar, or to come."""


def events(occasions: object) -> list[str]:
    return [each.event for each in occasions]  # pyright: ignore


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_text_is_the_one_that_its_version_means(name: str):
    held = shipped()[name]
    assert held.pack.name == name
    assert SHIPPED[name][held.pack.version] == held.sha256 == sha256(held.path.read_bytes()).hexdigest()


VERSIONS = [(name, version) for name, versions in SHIPPED.items() for version in versions]


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_each_version_that_ever_came_with_the_program_still_judges_its_tickets(name: str, version: int):
    assert sha256(shipped_text(name, version).encode()).hexdigest() == SHIPPED[name][version]
    assert of_the_program().of(f"{name}@{version}").version == version


def test_the_default_is_the_newest_handbook():
    assert shipped()[DEFAULT].pack.ref == "handbook@2"
    assert HANDBOOK.severity_codes == ("general", "important", "urgent")


@pytest.mark.parametrize(
    ("pack", "clock", "severity", "channel", "limit"),
    [
        (HANDBOOK, "first-response", None, None, "1 h"),
        (HANDBOOK, "first-response", "important", None, "1 h"),
        (HANDBOOK, "first-response", "urgent", None, "10 min"),
        (HANDBOOK, "handling-start", "urgent", None, "2 h"),
        (HANDBOOK, "handling-start", None, None, None),
        (HANDBOOK, "plan", "important", None, "30 min"),
        (HANDBOOK, "plan", "urgent", None, "30 min"),
        (HANDBOOK, "plan", "general", None, None),
        (HANDBOOK, "resolution", "important", None, "24 h"),
        (HANDBOOK, "resolution", "urgent", None, None),
        (HANDBOOK, "progress-sync", "urgent", None, "2 h"),
        (HANDBOOK, "progress-sync", "general", None, "24 h"),
        (HANDBOOK, "survey", "general", None, "24 h"),
        (HANDBOOK, "call-back", "general", None, "1 h"),
        (APPLIANCE, "response", "1", None, "24 h"),
        (APPLIANCE, "response", "2", None, "48 h"),
        (APPLIANCE, "response", "3", None, "72 h"),
        (APPLIANCE, "response", None, None, "72 h"),
        (APPLIANCE, "engineers-contact", "1", None, "1 h"),
        (APPLIANCE, "follow-up", "3", None, "24 h"),
        (PLAN, "first-response", "general", Channel.PHONE, "15 min"),
        (PLAN, "first-response", None, Channel.WECHAT, "15 min"),
        (PLAN, "first-response", "urgent", Channel.EMAIL, "24 h"),
        (PLAN, "direct-contact", "urgent", Channel.EMAIL, "1 h"),
        (PLAN, "preliminary-diagnosis", None, None, "24 h"),
        (PLAN, "detailed-solution", None, None, "48 h"),
        (PLAN, "resolution", "general", None, "48 h"),
        (PLAN, "complaint-contact", None, None, "24 h"),
        (PLAN, "complaint-handled", None, None, "24 h"),
        (SOFTWARE, "escalation", "general", None, "7 working days"),
    ],
)
def test_a_clock_has_the_limit_of_the_written_process(
    pack: Pack, clock: str, severity: str | None, channel: Channel | None, limit: str | None
):
    expected = parse(limit) if limit else None
    assert pack.clocks[clock].limit_for(severity, channel) == expected


@pytest.mark.parametrize(
    ("pack", "clock", "start", "stop", "pauses"),
    [
        (HANDBOOK, "first-response", ["ticket-opened"], ["receipt-acknowledged"], False),
        (HANDBOOK, "handling-start", ["ticket-opened"], HANDLING, False),
        (HANDBOOK, "plan", ["meeting-called"], ["plan-approved"], False),
        (HANDBOOK, "resolution", ["ticket-opened"], ["ticket-resolved"], True),
        (HANDBOOK, "progress-sync", HANDLING, ["progress-shared"], True),
        (HANDBOOK, "survey", ["ticket-resolved"], ["survey-sent"], False),
        (HANDBOOK, "call-back", ["survey-answered"], ["callback-made"], False),
        (HANDBOOK, "monthly-analysis", ["month-ended"], ["report-published"], False),
        (HANDBOOK, "quarterly-report", ["quarter-ended"], ["report-published"], False),
        (APPLIANCE, "response", ["ticket-opened"], ["customer-contacted"], True),
        (APPLIANCE, "engineers-contact", ["engineer-dispatched"], ["customer-contacted"], False),
        (APPLIANCE, "follow-up", ["ticket-closed"], ["follow-up-made"], False),
        (PLAN, "first-response", ["ticket-opened"], ["receipt-acknowledged"], False),
        (PLAN, "direct-contact", ["ticket-graded"], ["customer-contacted"], False),
        (PLAN, "preliminary-diagnosis", ["ticket-opened"], ["fault-diagnosed"], True),
        (PLAN, "detailed-solution", ["ticket-opened"], ["plan-shared"], True),
        (PLAN, "resolution", ["receipt-acknowledged"], ["ticket-resolved"], True),
        (PLAN, "complaint-contact", ["complaint-raised"], ["customer-contacted"], False),
        (PLAN, "complaint-handled", ["complaint-raised"], ["complaint-handled"], True),
        (SOFTWARE, "escalation", ["ticket-escalated"], ["ticket-resolved"], True),
        *((pack, "promised-visit", ["visit-promised", "visit-moved"], ["engineer-arrived"], False) for pack in ALL),
        *((pack, "promised-solution", ["estimate-given"], ["ticket-resolved"], True) for pack in ALL),
        *((pack, "cooperation", ["cooperation-requested"], ["cooperation-provided"], False) for pack in ALL),
    ],
)
def test_a_clock_runs_from_and_to_the_events_of_the_written_process(
    pack: Pack, clock: str, start: list[str], stop: list[str], pauses: bool
):
    found = pack.clocks[clock]
    assert (events(found.start), events(found.stop)) == (start, stop)
    assert found.pauses == (("customer",) if pauses else ()), "the shipped packs stop for the customer only"


def test_every_clock_of_the_table_is_there_and_no_other():
    assert [len(pack.clocks) for pack in ALL] == [9 + 3, 3 + 3, 7 + 3, 1 + 3]


def test_an_occasion_says_what_must_be_so_about_its_event():
    assert APPLIANCE.clocks["response"].stop[0].technical
    assert PLAN.clocks["direct-contact"].start[0].severities == ("urgent",)
    assert PLAN.clocks["direct-contact"].stop[0].by == ("engineer",)
    assert HANDBOOK.clocks["call-back"].start[0].low_score


def test_targets_of_single_clocks_stand_at_the_clock():
    assert (PLAN.clocks["resolution"].target, PLAN.clocks["complaint-handled"].target) == (90, 95)


def test_the_analysis_is_due_on_the_fifth_and_the_report_on_the_fifteenth():
    assert (HANDBOOK.clocks["monthly-analysis"].due_day, HANDBOOK.clocks["quarterly-report"].due_day) == (5, 15)


def test_progress_is_shared_again_and_again_until_it_is_solved():
    assert [*HANDBOOK.cadences] == ["progress-sync"]
    assert events(HANDBOOK.cadences["progress-sync"].end) == ["ticket-resolved"]


def test_seven_working_days_run_on_a_calendar():
    assert SOFTWARE.clocks["escalation"].calendar == "working-time"
    assert SOFTWARE.working_time is not None
    assert SOFTWARE.working_time.calendar == "china"


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.ref)
def test_a_clock_names_events_that_there_are_and_times_that_they_state(pack: Pack):
    named = {event for clock in pack.clocks.values() for event in _all(clock)}
    assert named <= TICKET_EVENTS.keys() | FORTHCOMING
    agreed = {each.event for clock in pack.clocks.values() if clock.as_agreed for each in clock.start}
    assert all(AGREED_AT[event] in TICKET_EVENTS[event].model_fields for event in agreed)


def _all(clock: Clock) -> list[str]:
    return events((*clock.start, *clock.stop, *clock.end))


def test_what_a_clock_may_name_is_an_event_of_this_program():
    assert EVENTS.keys() - TICKET_EVENTS.keys() <= FORTHCOMING


@pytest.mark.parametrize(
    ("pack", "severity", "kind", "needed"),
    [
        (HANDBOOK, "general", None, True),
        (HANDBOOK, "urgent", "fault", True),
        (HANDBOOK, "urgent", "consultation", False),
        (HANDBOOK, None, "fault", False),
        (APPLIANCE, "1", "fault", False),
        (PLAN, "general", "fault", False),
        (PLAN, "important", "maintenance", True),
        (SOFTWARE, "urgent", "fault", False),
    ],
)
def test_work_waits_for_an_approved_plan_where_the_pack_says_so(
    pack: Pack, severity: str | None, kind: str | None, needed: bool
):
    assert pack.needs_approved_plan(severity, kind) is needed


@pytest.mark.parametrize(
    ("severity", "meets"), [("general", False), ("important", True), ("urgent", True), (None, False)]
)
def test_departments_meet_for_important_and_urgent_plans(severity: str | None, meets: bool):
    assert HANDBOOK.needs_meeting(severity) is meets
    assert HANDBOOK.plans.meeting.within == Duration(30, "min")


def test_a_pack_knows_its_own_severities_only():
    assert HANDBOOK.knows("urgent")
    assert not HANDBOOK.knows("1")
    assert APPLIANCE.severity_codes == ("1", "2", "3")


@pytest.mark.parametrize("severity", [each for pack in (HANDBOOK, PLAN, SOFTWARE) for each in pack.severities])
def test_a_severity_is_called_as_the_tables_call_it(severity: object):
    assert (severity.zh, severity.en) == SEVERITIES[severity.code]  # pyright: ignore


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.ref)
def test_a_mask_is_one_that_the_tables_know(pack: Pack):
    patterns = {pattern for columns in pack.masks.model_dump().values() for pattern in columns.values()}
    assert patterns <= set(vars(masks))


def test_the_targets_are_those_of_the_process():
    goals = {name: goal.model_dump(exclude_none=True, mode="json") for name, goal in HANDBOOK.targets.items()}
    assert goals == {
        "responded": {"at_least": 80, "within": "24 h"},
        "solved": {"at_least": 90, "within": "48 h"},
        "satisfaction": {"at_least": 85},
        "complaints-handled": {"at_least": 95, "within": "24 h"},
        "repair-return": {"below": 5},
        "failure": {"below": 2, "flag_above": 10},
    }


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.ref)
def test_every_pack_keeps_what_the_process_asks_for(pack: Pack):
    assert pack.survey is not None
    assert (pack.survey.low, pack.survey.nps, len(pack.survey.questions)) == (3, True, 4)
    assert (pack.retention.years, pack.warranty.months, pack.warranty.repeat_repair_months) == (3, 12, 3)
    assert "out" in pack.fees.consent_needed
