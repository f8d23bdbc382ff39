"""Pauses: a clock stands still while the ticket waits for whom its pack lists, and only then."""

from datetime import timedelta

import pytest

from domain.record.event import Event
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.domain.clocks.history import IMPORTANT, Story, changed, local, moment, reported

WAITS = e.TicketPaused(waiting_for="customer")
RESUMED = e.TicketResumed()
RESOLVED = e.TicketResolved(handling="更换电源")
AT_18 = moment("05-01 18:00")


def important() -> Story:
    """To be solved within 24 h of 05-01 09:00."""
    return reported("05-01 09:00").then("05-01 09:00", IMPORTANT)


def test_while_it_waits_the_due_is_not_known_and_what_is_left_stands_still():
    run = important().then("05-01 12:00", WAITS).one("resolution", "05-03 12:00")
    assert (run.state, run.due, run.remaining, run.used) == ("paused", None, timedelta(hours=21), timedelta(hours=3))


def test_several_waits_add_up():
    story = important().then("05-01 12:00", WAITS).then("05-01 13:00", RESUMED)
    story.then("05-01 15:00", WAITS).then("05-01 18:00", RESUMED)
    run = story.one("resolution", "05-01 20:00")
    assert (local(run.due), len(run.pauses)) == ("05-02 13:00", 2)


def test_a_wait_after_the_due_does_not_mend_it_but_is_no_lateness():
    story = important().then("05-02 10:00", WAITS).then("05-02 20:00", RESUMED).then("05-02 21:00", RESOLVED)
    run = story.one("resolution", "05-03 12:00")
    assert (run.state, local(run.due), run.late_by) == ("missed", "05-02 09:00", timedelta(hours=2))


def test_a_wait_that_begins_at_the_due_moves_it_to_its_end():
    story = important().then("05-02 09:00", WAITS)
    assert story.one("resolution", "05-02 12:00").state == "paused"
    run = story.then("05-02 15:00", RESUMED).one("resolution", "05-02 15:00")
    assert (run.state, local(run.due), run.remaining) == ("running", "05-02 15:00", timedelta(0))


def test_a_wait_after_the_stop_changes_nothing():
    story = important().then("05-01 20:00", RESOLVED).then("05-01 22:00", WAITS)
    assert local(story.one("resolution", "05-05 12:00").due) == "05-02 09:00"


def test_stopped_while_it_waits_what_was_left_is_left():
    run = important().then("05-01 12:00", WAITS).then("05-04 12:00", RESOLVED).one("resolution", "05-05 12:00")
    assert (run.state, local(run.due), run.used) == ("met", "05-05 09:00", timedelta(hours=3))


@pytest.mark.parametrize(
    "event",
    [
        RESUMED,
        e.ResolutionRejected(reason="异响"),
        e.ObjectionRaised(reason="收费不符"),
        e.TicketReopened(),
        e.FollowUpMade(channel=Channel.PHONE, solved=False, professional=True, satisfied=True),
        e.TicketClosed(),
    ],
    ids=lambda event: event.stored_name,
)
def test_it_ends_with_whatever_takes_the_ticket_out_of_waiting(event: Event):
    run = important().then("05-01 12:00", WAITS).then("05-01 14:00", event).one("resolution", "05-01 15:00")
    assert (run.state, local(run.due)) == ("running", "05-02 11:00")


def test_a_follow_up_with_which_all_is_well_ends_no_wait():
    content = e.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
    story = important().then("05-01 12:00", WAITS).then("05-01 14:00", content)
    assert story.one("resolution", "05-01 15:00").state == "paused"


def test_a_wait_for_another_follows_the_first_and_stands_still_for_nobody():
    story = important().then("05-01 12:00", WAITS).then("05-01 13:00", e.TicketPaused(waiting_for="part"))
    assert local(story.then("05-01 18:00", RESUMED).one("resolution", "05-01 19:00").due) == "05-02 10:00"


def test_paused_again_for_the_same_it_is_one_wait():
    story = important().then("05-01 12:00", WAITS).then("05-01 13:00", WAITS).then("05-01 14:00", RESUMED)
    [pause] = story.one("resolution", "05-01 19:00").pauses
    assert (local(pause.since), local(pause.until)) == ("05-01 12:00", "05-01 14:00")


def test_a_pack_may_let_a_clock_stand_still_for_a_part():
    pack = changed("handbook@1", "resolution", pauses=("customer", "part"))
    story = important().then("05-01 12:00", e.TicketPaused(waiting_for="part")).then("05-01 18:00", RESUMED)
    assert local(story.one("resolution", "05-01 19:00", pack).due) == "05-02 15:00"


def test_it_begins_to_count_when_a_wait_is_over_that_it_began_in():
    story = important().then("05-01 12:00", WAITS).then("05-01 13:00", e.EstimateGiven(due=AT_18))
    assert local(story.then("05-01 15:00", RESUMED).one("promised-solution", "05-01 16:00").due) == "05-01 20:00"


def test_a_ticket_that_came_to_us_waiting_waits_from_its_opening_on():
    opened = e.TicketOpened(
        channel=Channel.PHONE, kind=Kind.FAULT, severity="important", stage=Stage.PAUSED, waiting_for="customer"
    )
    run = Story().then("05-01 09:00", opened).one("resolution", "05-03 09:00")
    assert (run.state, run.remaining) == ("paused", timedelta(hours=24))


def test_the_one_that_warns_stands_still_too():
    story = important().then("05-01 12:00", WAITS).then("05-01 18:00", RESUMED)
    assert local(story.one("resolution", "05-01 19:00").warn_at) == "05-02 10:12"
