"""A clock that repeats: each sync begins the next period, and so does the due of a missed one."""

from datetime import timedelta

from domain.clocks.measure.periods import MOST
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import URGENT, Story, local, reported

SHARED = e.ProgressShared(channel=Channel.PHONE, text="处理中")
RESOLVED = e.TicketResolved(handling="更换电源")


def urgent() -> Story:
    """Handled from 10:00 on, a sync every 2 h."""
    return reported("05-01 09:30").then("05-01 09:40", URGENT).then("05-01 10:00", e.HandlingStarted(where="on-site"))


def told(story: Story, now: str) -> list[tuple[int, str, str, str]]:
    runs = story.clock("progress-sync", now)
    return [(run.period, run.state, local(run.since)[-5:], local(run.due)[-5:]) for run in runs]


def test_each_sync_begins_the_next_period():
    story = urgent().then("05-01 11:00", SHARED).then("05-01 13:00", SHARED)
    assert told(story, "05-01 13:30") == [
        (1, "met", "10:00", "12:00"),
        (1, "met", "11:00", "13:00"),
        (1, "running", "13:00", "15:00"),
    ]


def test_a_missed_period_is_followed_by_the_next_counted_from_its_due():
    story = urgent().then("05-01 14:30", SHARED)
    assert told(story, "05-01 15:00") == [
        (1, "missed", "10:00", "12:00"),
        (2, "missed", "12:00", "14:00"),
        (3, "met", "14:00", "16:00"),
        (1, "running", "14:30", "16:30"),
    ]


def test_a_missed_period_is_over_and_the_running_one_is_open():
    *missed, running = urgent().clock("progress-sync", "05-01 14:30")
    assert [(run.is_followed, run.is_open, run.used) for run in missed] == [(True, False, timedelta(hours=2))] * 2
    assert (running.is_open, running.remaining) == (True, timedelta(minutes=90))


def test_the_solution_stops_the_last_period():
    story = urgent().then("05-01 11:00", SHARED).then("05-01 12:30", RESOLVED)
    assert told(story, "05-03 12:00") == [(1, "met", "10:00", "12:00"), (1, "met", "11:00", "13:00")]


def test_a_sync_before_the_handling_counts_for_nothing():
    story = reported("05-01 09:30").then("05-01 09:35", SHARED).then("05-01 09:40", URGENT)
    assert told(story.then("05-01 10:00", e.FaultDiagnosed()), "05-01 10:30") == [(1, "running", "10:00", "12:00")]


def test_taken_up_again_it_starts_with_the_next_work():
    story = urgent().then("05-01 11:30", RESOLVED).then("05-01 15:00", e.TicketReopened())
    assert len(told(story, "05-02 12:00")) == 1
    story.then("05-01 15:30", e.WorkLogged(work="inspection", steps="检查"))
    assert told(story, "05-01 16:00")[-1] == (1, "running", "15:30", "17:30")


def test_a_wait_for_the_customer_moves_the_period():
    story = urgent().then("05-01 11:00", e.TicketPaused(waiting_for="customer"))
    assert story.one("progress-sync", "05-01 18:00").state == "paused"
    story.then("05-01 18:00", e.TicketResumed())
    assert told(story, "05-01 18:30") == [(1, "running", "10:00", "19:00")]


def test_a_missed_period_has_only_the_waits_that_lie_in_it():
    story = urgent().then("05-01 13:00", e.TicketPaused(waiting_for="customer")).then("05-01 13:30", e.TicketResumed())
    first, second = story.clock("progress-sync", "05-01 14:00")
    assert (len(first.pauses), len(second.pauses), local(second.due)) == (0, 1, "05-01 14:30")


def test_closed_without_a_solution_nothing_is_left_to_tell_of():
    story = urgent().then("05-01 11:00", e.TicketClosed(closed_as="supervisor", reason="客户失联"))
    run = story.one("progress-sync", "05-05 12:00")
    assert (run.state, run.is_open) == ("ended", False)


def test_without_a_sync_for_long_each_period_is_missed():
    runs = urgent().clock("progress-sync", "05-02 10:30")
    assert [run.state for run in runs] == ["missed"] * 12 + ["running"]
    assert len({run.key for run in runs}) == 13


def test_a_day_mistyped_by_centuries_is_no_million_of_periods():
    story = reported("0900-05-01 09:30").then("0900-05-01 09:40", URGENT)
    story.then("0900-05-01 10:00", e.HandlingStarted(where="on-site"))
    *missed, last = story.clock("progress-sync", "05-01 10:00")
    assert (len(missed), last.period, last.state) == (MOST - 1, MOST, "missed")
    assert last.is_open
    assert last.late_by
    assert last.late_by > timedelta(days=400_000)
