"""Each row of the table of clocks (PROCESS section 11), in each pack: met at its limit, missed a minute later."""

from datetime import timedelta
from typing import Final, NamedTuple

import pytest

from domain.clocks.run import Run
from domain.policy.in_force import shipped
from domain.record.event import Event
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import OPENED, URGENT, Story, local, moment, reported

NEVER: Final = "05-20 00:00"


class Row(NamedTuple):
    """A clock started at 2024-05-01 10:00: what started and what stops it, by whom, and when it is due."""

    pack: str
    clock: str
    start: Event
    stop: Event
    due: str
    grade: str | None = None
    channel: Channel = Channel.PHONE
    role: str = "agent"
    pauses: bool = False


def at(when: str) -> dict[str, object]:
    return {"at": moment(when)}


DIAGNOSED: Final = e.FaultDiagnosed(finding="电源")
SHARED: Final = e.ProgressShared(channel=Channel.PHONE, text="处理中")
TECHNICAL: Final = e.CustomerContacted(technical=True)
RESOLVED: Final = e.TicketResolved(handling="更换电源")
MEETING: Final = e.MeetingCalled(departments=("technical", "product"))
APPROVED: Final = e.PlanApproved(plan=1)
LOW: Final = e.SurveyAnswered(survey=1, scores=(e.Score(question="effect", score=2),), low=True)
CALLED_BACK: Final = e.CallbackMade(survey=1, category="effect", reason="异响", agreed="复查")
VISIT: Final = e.VisitPromised(at=moment("05-01 14:00"))
ESTIMATE: Final = e.EstimateGiven(due=moment("05-02 12:00"))
ASKED: Final = e.CooperationRequested(request=1, what="开门", due=moment("05-02 12:00"))
GIVEN: Final = e.CooperationProvided(request=1)
FOLLOWED: Final = e.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
PLAN_SHARED: Final = e.PlanShared(plan=1, channel=Channel.EMAIL)
SURVEY: Final = e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1")
ARRIVED: Final = e.EngineerArrived()
DISPATCHED: Final = e.EngineerDispatched(engineer="e-003")

ROWS: Final = (
    Row("handbook", "first-response", OPENED, e.ReceiptAcknowledged(), "05-01 11:00"),
    Row("handbook", "first-response", OPENED, e.ReceiptAcknowledged(), "05-01 10:10", "urgent"),
    Row("service-plan", "first-response", OPENED, e.ReceiptAcknowledged(), "05-01 10:15"),
    Row("service-plan", "first-response", OPENED, e.ReceiptAcknowledged(), "05-01 10:15", channel=Channel.CHAT),
    Row("service-plan", "first-response", OPENED, e.ReceiptAcknowledged(), "05-02 10:00", channel=Channel.EMAIL),
    Row("service-plan", "direct-contact", URGENT, e.CustomerContacted(), "05-01 11:00", role="engineer"),
    Row("appliance", "response", OPENED, TECHNICAL, "05-04 10:00", pauses=True),
    Row("appliance", "response", OPENED, TECHNICAL, "05-02 10:00", "1", pauses=True),
    Row("appliance", "response", OPENED, TECHNICAL, "05-03 10:00", "2", pauses=True),
    Row("appliance", "response", OPENED, TECHNICAL, "05-04 10:00", "3", pauses=True),
    Row("handbook", "handling-start", OPENED, DIAGNOSED, "05-01 12:00", "urgent"),
    Row("handbook", "handling-start", OPENED, ARRIVED, "05-01 12:00", "urgent"),
    Row("handbook", "plan", MEETING, APPROVED, "05-01 10:30", "important"),
    Row("handbook", "plan", MEETING, APPROVED, "05-01 10:30", "urgent"),
    Row("service-plan", "preliminary-diagnosis", OPENED, DIAGNOSED, "05-02 10:00", pauses=True),
    Row("service-plan", "detailed-solution", OPENED, PLAN_SHARED, "05-03 10:00", pauses=True),
    Row("handbook", "resolution", OPENED, RESOLVED, "05-02 10:00", "important", pauses=True),
    Row("service-plan", "resolution", e.ReceiptAcknowledged(), RESOLVED, "05-03 10:00", pauses=True),
    Row("appliance", "engineers-contact", DISPATCHED, e.CustomerContacted(), "05-01 11:00"),
    *(Row(pack, "promised-visit", VISIT, ARRIVED, "05-01 14:00") for pack in ("handbook", "appliance")),
    *(Row(pack, "promised-visit", VISIT, ARRIVED, "05-01 14:00") for pack in ("service-plan", "software-support")),
    *(Row(pack, "promised-solution", ESTIMATE, RESOLVED, "05-02 12:00", pauses=True) for pack in ("handbook",)),
    *(Row(pack, "promised-solution", ESTIMATE, RESOLVED, "05-02 12:00", pauses=True) for pack in ("appliance",)),
    Row("service-plan", "promised-solution", ESTIMATE, RESOLVED, "05-02 12:00", pauses=True),
    Row("software-support", "promised-solution", ESTIMATE, RESOLVED, "05-02 12:00", pauses=True),
    Row("handbook", "progress-sync", DIAGNOSED, SHARED, "05-02 10:00", pauses=True),
    Row("handbook", "progress-sync", DIAGNOSED, SHARED, "05-01 12:00", "urgent", pauses=True),
    Row("handbook", "progress-sync", DIAGNOSED, RESOLVED, "05-02 10:00", "important", pauses=True),
    Row("handbook", "cooperation", ASKED, GIVEN, "05-02 12:00"),
    Row("software-support", "cooperation", ASKED, GIVEN, "05-02 12:00"),
    Row("handbook", "survey", RESOLVED, SURVEY, "05-02 10:00"),
    Row("handbook", "call-back", LOW, CALLED_BACK, "05-01 11:00"),
    Row("appliance", "follow-up", e.TicketClosed(), FOLLOWED, "05-02 10:00"),
)


def named(row: Row) -> str:
    return f"{row.pack} {row.clock} {row.grade or 'ungraded'} {row.channel} {row.stop.stored_name}"


def started(row: Row) -> Story:
    story = reported("05-01 10:00", row.channel)
    if row.grade:
        story.then("05-01 10:00", e.TicketGraded(severity=row.grade))
    return story if row.start is OPENED else story.then("05-01 10:00", row.start)


def newest(row: Row) -> str:
    return shipped().newest(row.pack).ref


def first(row: Row, story: Story, now: str = NEVER) -> Run:
    return story.clock(row.clock, now, newest(row))[0]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_it_is_met_at_the_very_limit(row: Row):
    run = first(row, started(row).then(row.due, row.stop, role=row.role))
    assert (run.state, local(run.due), run.late_by) == ("met", row.due, None)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_it_is_missed_a_minute_later_and_by_that_minute(row: Row):
    later = f"{moment(row.due) + timedelta(minutes=1):%m-%d %H:%M}"
    runs = started(row).then(later, row.stop, role=row.role).clock(row.clock, NEVER, newest(row))
    assert (runs[0].state, local(runs[0].due)) == ("missed", row.due)
    assert runs[0].late_by == (None if row.clock == "progress-sync" else timedelta(minutes=1))


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_its_stop_never_comes_and_it_is_missed_from_its_due_on(row: Row):
    story = started(row)
    assert first(row, story, row.due).state == "running"
    late = f"{moment(row.due) + timedelta(seconds=1):%m-%d %H:%M:%S}"
    assert first(row, story, late).state == "missed"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_it_stands_still_for_the_customer_where_the_table_says_so(row: Row):
    story = started(row)
    story.then("05-01 10:02", e.TicketPaused(waiting_for="customer")).then("05-01 15:02", e.TicketResumed())
    moved = f"{moment(row.due) + timedelta(hours=5 if row.pauses else 0):%m-%d %H:%M}"
    assert local(first(row, story).due) == moved


@pytest.mark.parametrize("row", ROWS, ids=named)
@pytest.mark.parametrize("waits", ["part", "third-party"])
def test_nothing_stands_still_for_a_part_or_a_third_party(row: Row, waits: str):
    story = started(row)
    story.then("05-01 10:02", e.TicketPaused(waiting_for=waits)).then("05-01 15:02", e.TicketResumed())  # type: ignore[arg-type]
    assert local(first(row, story).due) == row.due
