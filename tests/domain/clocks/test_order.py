"""When something happened decides, not when it was recorded: back-dated entries, times to the minute, corrections."""

from datetime import timedelta

import pytest

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import ACKNOWLEDGED, IMPORTANT, URGENT, local, moment, reported

SHARED = e.ProgressShared(channel=Channel.PHONE, text="处理中")


def corrected(version: int, field: str, right: str | None) -> e.CorrectionRecorded:
    return e.CorrectionRecorded(version=version, field=field, right=right, reason="听错")


def test_an_answer_recorded_late_stops_the_clock_when_it_was_given():
    story = reported("05-01 09:30").then("05-01 09:35", ACKNOWLEDGED, recorded="05-01 18:00")
    run = story.then("05-01 09:40", URGENT).one("first-response", "05-01 19:00")
    assert (run.state, run.used) == ("met", timedelta(minutes=5))


def test_a_sync_recorded_after_the_solution_counts_for_the_time_before_it():
    story = reported("05-01 09:30").then("05-01 09:40", URGENT).then("05-01 10:00", e.FaultDiagnosed())
    story.then("05-01 13:00", e.TicketResolved()).then("05-01 11:30", SHARED, recorded="05-01 18:00")
    assert [run.state for run in story.clock("progress-sync", "05-02 09:00")] == ["met", "met"]


def test_work_recorded_late_starts_the_clock_when_it_was_done():
    story = reported("05-01 09:00").then("05-01 09:00", URGENT).then("05-01 13:00", SHARED)
    story.then("05-01 10:00", e.WorkLogged(work="repair", steps="更换电源"), recorded="05-01 14:00")
    runs = story.clock("progress-sync", "05-01 14:00")
    assert [(run.state, local(run.since)) for run in runs] == [
        ("missed", "05-01 10:00"),
        ("met", "05-01 12:00"),
        ("running", "05-01 13:00"),
    ]


def test_what_happened_before_the_start_does_not_stop_it():
    story = reported("05-01 09:00").then("05-01 10:00", e.MeetingCalled(departments=("technical", "product")))
    story.then("05-01 09:30", e.PlanApproved(plan=1), recorded="05-01 10:10").then("05-01 10:00", IMPORTANT)
    assert story.one("plan", "05-01 11:00").state == "missed"


def test_a_time_said_to_the_minute_is_not_before_what_came_first_in_that_minute():
    story = reported("05-01 09:00").then("05-01 11:00:40", e.EngineerDispatched(engineer="e-003"))
    story.then("05-01 11:00", e.CustomerContacted())
    run = story.one("engineers-contact", "05-01 13:00", "appliance@1")
    assert (run.state, run.used) == ("met", timedelta(0))


def test_yet_it_is_judged_by_the_time_that_was_said():
    story = reported("05-01 09:30:20").then("05-01 09:40:50", URGENT).then("05-01 09:40", ACKNOWLEDGED)
    run = story.one("first-response", "05-01 10:00")
    assert (run.state, run.used) == ("met", timedelta(minutes=9, seconds=40))


def test_an_answer_is_never_before_its_question():
    asked = e.CooperationRequested(request=1, what="开门", due=moment("05-01 18:00"))
    story = reported("05-01 09:00").then("05-01 10:05", asked).then("05-01 10:02", e.CooperationProvided(request=1))
    assert story.one("cooperation", "05-01 20:00").state == "met"


def test_what_lies_ahead_is_not_there_yet():
    story = reported("05-01 09:30").then("05-01 10:20", ACKNOWLEDGED).then("05-01 10:25", URGENT)
    run = story.one("first-response", "05-01 10:00")
    assert (run.state, run.remaining) == ("running", timedelta(minutes=30))


def test_a_corrected_channel_judges_by_that_channel():
    story = reported("05-01 09:30", Channel.PHONE).then("05-01 12:00", ACKNOWLEDGED)
    assert story.one("first-response", "05-02 10:00", "service-plan@1").state == "missed"
    run = story.then("05-01 13:00", corrected(1, "channel", "email")).one(
        "first-response", "05-02 10:00", "service-plan@1"
    )
    assert (run.state, str(run.limit)) == ("met", "24 h")


@pytest.mark.parametrize(("right", "state"), [("2024-05-01T18:00:00+08:00", "met"), ("later", "missed"), (None, None)])
def test_a_corrected_time_is_the_time_that_was_agreed(right: str | None, state: str | None):
    story = reported("05-01 09:30").then("05-01 10:00", e.EstimateGiven(due=moment("05-01 12:00")))
    story.then("05-01 17:00", e.TicketResolved()).then("05-01 17:30", corrected(2, "due", right))
    assert [run.state for run in story.clock("promised-solution", "05-02 09:00")] == ([state] if state else [])


def test_a_corrected_grade_is_the_grade():
    story = reported("05-01 09:30").then("05-01 09:35", URGENT).then("05-01 10:00", ACKNOWLEDGED)
    run = story.then("05-01 10:30", corrected(2, "severity", "general")).one("first-response", "05-01 11:00")
    assert (run.state, str(run.limit)) == ("met", "1 h")


def test_a_corrected_word_changes_no_clock():
    story = reported("05-01 09:30").then("05-01 09:40", ACKNOWLEDGED)
    before = story.judged("05-01 11:00")
    assert story.then("05-01 10:30", corrected(1, "summary", "屏幕失灵")).judged("05-01 11:00") == before
