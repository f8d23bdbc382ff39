"""The grade decides the limit: the general one before it, the new one from the clock's start after it."""

from datetime import timedelta

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import ACKNOWLEDGED, GENERAL, IMPORTANT, URGENT, local, reported

DIAGNOSED = e.FaultDiagnosed(finding="电源")
SHARED = e.ProgressShared(channel=Channel.PHONE, text="处理中")


def test_before_a_grade_the_general_limit_runs():
    run = reported("05-01 09:30").one("first-response", "05-01 09:45")
    assert (run.state, local(run.due), str(run.limit)) == ("running", "05-01 10:30", "1 h")


def test_on_grading_the_clock_is_judged_from_its_start_under_the_new_limit():
    run = reported("05-01 09:30").then("05-01 09:45", URGENT).one("first-response", "05-01 09:50")
    assert (run.state, local(run.due), run.late_by) == ("missed", "05-01 09:40", timedelta(minutes=10))


def test_the_golden_ticket_graded_after_its_answer_met_the_urgent_limit():
    story = reported("05-01 09:30").then("05-01 09:40", ACKNOWLEDGED).then("05-01 09:45", URGENT)
    run = story.one("first-response", "05-01 10:00")
    assert (run.state, str(run.limit), run.used, local(run.due)) == (
        "met",
        "10 min",
        timedelta(minutes=10),
        "05-01 09:40",
    )


def test_graded_down_again_a_missed_clock_is_met():
    story = reported("05-01 09:30").then("05-01 09:35", URGENT).then("05-01 10:00", ACKNOWLEDGED)
    assert story.one("first-response", "05-01 10:05").state == "missed"
    assert story.then("05-01 10:10", GENERAL).one("first-response", "05-01 10:15").state == "met"


def test_a_clock_without_a_limit_for_the_grade_does_not_run():
    story = reported("05-01 09:30").then("05-01 09:45", IMPORTANT)
    assert story.clock("handling-start", "05-01 12:00") == []
    assert story.one("resolution", "05-01 12:00").state == "running"
    assert story.then("05-01 12:30", URGENT).clock("resolution", "05-01 13:00") == []


def test_a_grade_goes_before_the_channel():
    story = reported("05-01 09:30", Channel.EMAIL)
    assert local(story.one("first-response", "05-01 10:00", "service-plan@1").due) == "05-02 09:30"


def test_a_grade_that_the_pack_does_not_know_leaves_the_general_limit():
    story = reported("05-01 09:30").then("05-01 09:45", URGENT)
    assert str(story.one("response", "05-01 10:00", "appliance@1").limit) == "72 h"


def test_direct_contact_starts_when_it_is_graded_urgent_and_stops_with_technical_support_only():
    story = reported("05-01 09:30").then("05-01 10:00", URGENT).then("05-01 10:20", e.CustomerContacted(), role="agent")
    assert story.one("direct-contact", "05-01 10:30", "service-plan@1").state == "running"
    story.then("05-01 10:40", e.CustomerContacted(), role="engineer")
    run = story.one("direct-contact", "05-01 10:50", "service-plan@1")
    assert (run.state, run.started.name, local(run.due)) == ("met", "ticket-graded", "05-01 11:00")


def test_what_was_graded_urgent_is_contacted_within_the_hour_also_where_it_is_graded_down_after():
    story = reported("05-01 09:30").then("05-01 10:00", URGENT).then("05-01 10:05", IMPORTANT)
    assert story.one("direct-contact", "05-01 11:30", "service-plan@1").state == "missed"


def test_grading_judges_the_period_of_a_sync_in_which_it_falls_from_that_periods_start():
    story = reported("05-01 09:00").then("05-01 10:00", DIAGNOSED).then("05-01 10:30", URGENT)
    run = story.one("progress-sync", "05-01 11:00")
    assert (local(run.since), local(run.due), str(run.limit)) == ("05-01 10:00", "05-01 12:00", "2 h")


def test_periods_that_were_over_stay_as_they_were_judged():
    story = reported("05-01 09:00").then("05-01 10:00", DIAGNOSED).then("05-02 09:00", SHARED)
    first, second = story.then("05-02 10:00", URGENT).clock("progress-sync", "05-02 10:30")
    assert (first.state, str(first.limit)) == ("met", "24 h")
    assert (second.state, local(second.due), str(second.limit)) == ("running", "05-02 11:00", "2 h")


def test_graded_urgent_late_the_period_was_missed_and_so_were_those_after_it():
    story = reported("05-01 09:00").then("05-01 10:00", DIAGNOSED).then("05-01 15:00", URGENT)
    runs = story.clock("progress-sync", "05-01 15:30")
    assert [(run.period, run.state, local(run.due)) for run in runs] == [
        (1, "missed", "05-01 12:00"),
        (2, "missed", "05-01 14:00"),
        (3, "running", "05-01 16:00"),
    ]
