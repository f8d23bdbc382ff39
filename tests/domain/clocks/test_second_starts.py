"""What a second start does to a clock: nothing, begin it anew, or one more beside it; and what ends all of them."""

from datetime import timedelta

import pytest

from domain.record.event import Event
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import local, moment, reported

DISPATCHED = e.EngineerDispatched(engineer="e-003")
ARRIVED = e.EngineerArrived()


def moved(to: str) -> e.VisitMoved:
    return e.VisitMoved(at=moment(to), by="张伟", given="phone", reason="客户有事")


def asked(number: int, due: str) -> e.CooperationRequested:
    return e.CooperationRequested(request=number, what="提供照片", due=moment(due))


def test_under_the_first_handbook_a_solution_given_again_goes_on_until_the_survey_is_sent():
    story = reported().then("05-02 10:00", e.TicketResolved()).then("05-02 12:00", e.ResolutionRejected())
    story.then("05-02 16:00", e.TicketResolved())
    assert local(story.one("survey", "05-02 17:00").due) == "05-03 10:00"
    sent = e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1")
    story.then("05-02 18:00", sent).then("05-04 10:00", e.TicketReopened()).then("05-04 12:00", e.TicketResolved())
    assert [run.state for run in story.clock("survey", "05-04 13:00")] == ["met", "running"]


SENT = e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@2")
IN_VAIN = e.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=False)
FOLLOWED_UP = e.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)


@pytest.mark.parametrize(
    "again",
    [e.ResolutionRejected(), e.ObjectionRaised(reason="异响"), e.TicketReopened(), IN_VAIN],
    ids=lambda it: it.stored_name,
)
def test_each_solution_has_a_survey_of_its_own_and_one_that_did_not_hold_needs_none(again: Event):
    story = reported().then("05-02 10:00", e.TicketResolved()).then("05-02 10:30", again)
    [first] = story.clock("survey", "05-03 11:00", "handbook@2")
    assert (first.state, first.is_open) == ("ended", False)
    story.then("05-04 09:00", e.TicketResolved()).then("05-05 09:00", SENT)
    second = story.clock("survey", "05-05 10:00", "handbook@2")[1]
    assert (second.state, local(second.due)) == ("met", "05-05 09:00")


def test_a_solution_that_was_taken_back_after_a_day_without_a_survey_was_not_asked_about_in_time():
    story = reported().then("05-02 10:00", e.TicketResolved()).then("05-03 10:30", e.ResolutionRejected())
    run = story.one("survey", "05-03 11:00", "handbook@2")
    assert (run.state, run.late_by, run.is_open) == ("missed", timedelta(minutes=30), False)


def test_a_satisfied_follow_up_leaves_the_survey_to_be_sent():
    story = reported().then("05-02 10:00", e.TicketResolved()).then("05-02 11:00", FOLLOWED_UP)
    assert story.one("survey", "05-02 12:00", "handbook@2").state == "running"


def test_a_case_that_was_reopened_is_followed_up_after_its_next_closing():
    story = reported().then("05-02 10:00", e.TicketClosed()).then("05-02 12:00", e.TicketReopened())
    assert [run.state for run in story.clock("follow-up", "05-03 11:00", "appliance@2")] == ["ended"]
    story.then("05-04 09:00", e.TicketClosed())
    assert [run.state for run in story.clock("follow-up", "05-04 10:00", "appliance@2")] == ["ended", "running"]


def test_a_visit_moved_before_its_time_is_judged_by_the_new_time_alone():
    story = reported().then("05-01 10:00", e.VisitPromised(at=moment("05-01 14:00")))
    story.then("05-01 13:00", moved("05-02 09:00")).then("05-02 09:30", ARRIVED)
    first, second = story.clock("promised-visit", "05-02 10:00")
    assert (first.state, first.is_open) == ("ended", False)
    assert (second.state, local(second.due), second.late_by) == ("missed", "05-02 09:00", timedelta(minutes=30))


def test_a_visit_moved_after_its_time_was_missed_all_the_same():
    story = reported().then("05-01 10:00", e.VisitPromised(at=moment("05-01 14:00")))
    first, second = story.then("05-01 15:00", moved("05-02 09:00")).clock("promised-visit", "05-01 16:00")
    assert (first.state, first.late_by, first.is_open) == ("missed", timedelta(hours=1), False)
    assert second.state == "running"


def test_who_comes_within_the_span_that_was_promised_comes_in_time():
    promised = e.VisitPromised(at=moment("05-12 14:00"), until=moment("05-12 16:00"))
    story = reported().then("05-12 11:20", promised).then("05-12 16:00", ARRIVED)
    run = story.one("promised-visit", "05-12 17:00")
    assert (run.state, local(run.due)) == ("met", "05-12 16:00")


def test_promised_for_14_00_and_there_at_14_30_the_miss_is_measured():
    story = reported().then("05-12 11:20", e.VisitPromised(at=moment("05-12 14:00"))).then("05-12 14:30", ARRIVED)
    run = story.one("promised-visit", "05-12 15:00", "appliance@1")
    assert (run.state, run.late_by) == ("missed", timedelta(minutes=30))


def test_a_visit_without_a_time_has_no_clock_and_ends_the_one_before():
    story = reported().then("05-01 10:00", e.VisitPromised(at=moment("05-01 14:00")))
    [run] = story.then("05-01 11:00", e.VisitPromised()).clock("promised-visit", "05-01 16:00")
    assert run.state == "ended"


def test_dispatched_to_another_the_contact_is_due_an_hour_after_that():
    story = reported().then("05-01 10:00", DISPATCHED).then("05-01 10:40", e.EngineerDispatched(engineer="e-004"))
    first, second = story.then("05-01 11:30", e.CustomerContacted()).clock(
        "engineers-contact", "05-01 12:00", "appliance@1"
    )
    assert (first.state, second.state, local(second.due)) == ("ended", "met", "05-01 11:40")


def test_each_request_for_cooperation_has_a_clock_that_its_own_answer_stops():
    story = reported().then("05-01 10:00", asked(1, "05-01 18:00")).then("05-01 10:05", asked(2, "05-02 18:00"))
    story.then("05-01 20:00", e.CooperationProvided(request=2))
    first, second = story.clock("cooperation", "05-02 09:00")
    assert (first.state, first.is_open, local(first.due)) == ("missed", True, "05-01 18:00")
    assert (second.state, local(second.due)) == ("met", "05-02 18:00")


def test_a_request_without_a_time_has_no_clock():
    story = reported().then("05-01 10:00", e.CooperationRequested(request=1, what="开门"))
    assert story.clock("cooperation", "05-02 10:00") == []


def test_a_call_back_is_for_its_own_survey():
    low = (e.SurveyAnswered(survey=n, scores=(e.Score(question="effect", score=2),), low=True) for n in (1, 2))
    story = reported().then("05-01 10:00", next(low)).then("05-01 10:30", next(low))
    called = e.CallbackMade(survey=2, category="effect", reason="异响", agreed="复查")
    first, second = story.then("05-01 11:00", called).clock("call-back", "05-01 11:10")
    assert (first.state, second.state) == ("missed", "met")


def test_an_answer_with_good_scores_asks_for_no_call_back():
    good = e.SurveyAnswered(survey=1, scores=(e.Score(question="effect", score=5),), low=False)
    assert reported().then("05-01 10:00", good).clock("call-back", "05-01 12:00") == []


def test_an_estimate_given_anew_takes_the_place_of_the_one_before():
    story = reported().then("05-01 10:00", e.EstimateGiven(due=moment("05-01 12:00")))
    story.then("05-01 11:00", e.EstimateGiven(due=moment("05-01 18:00"))).then("05-01 17:00", e.TicketResolved())
    assert [run.state for run in story.clock("promised-solution", "05-01 18:00")] == ["ended", "met"]


def test_an_estimate_that_had_passed_when_it_was_given_is_late_at_once():
    story = reported("05-01 09:30").then("05-01 12:00", e.EstimateGiven(due=moment("05-01 11:00")))
    run = story.one("promised-solution", "05-01 12:30")
    assert (run.state, local(run.due), run.late_by) == ("missed", "05-01 11:00", timedelta(minutes=90))


def test_a_cancelled_or_merged_ticket_owes_nothing_any_more_but_what_it_missed():
    for end in (e.TicketCancelled(cancelled_as="withdrawn"), e.TicketMerged(into="202405-00002")):
        early = reported("05-01 09:30").then("05-01 09:50", end).one("first-response", "05-03 09:00")
        assert (early.state, early.is_open, early.late_by) == ("ended", False, None)
        late = reported("05-01 09:30").then("05-01 11:00", end).one("first-response", "05-03 09:00")
        assert (late.state, late.is_open, late.late_by) == ("missed", False, timedelta(minutes=30))
