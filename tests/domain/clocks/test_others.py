"""Clocks of complaints, and those of the department's reports."""

from datetime import timedelta

import pytest

from domain.clocks.calendars import shipped_calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import Fact
from domain.clocks.judging import judge
from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised, ComplaintWithdrawn
from domain.policy.in_force import shipped
from domain.ticket import events as e
from tests.domain.clocks.history import SHANGHAI, Story, local, moment, reported

PLAN = "service-plan@1"
RAISED = ComplaintRaised(categories=("attitude",), words="态度差")
HANDLED = ComplaintHandled(cause="person", words="已核实", measures="培训")


def complaint() -> Story:
    """Raised at 05-01 10:00."""
    return Story(key="complaint-TS202405-00001").then("05-01 10:00", RAISED)


def test_the_complainant_is_contacted_and_the_complaint_handled_within_24_h():
    story = complaint().then("05-02 10:00", e.CustomerContacted()).then("05-02 10:01", HANDLED)
    contact, handled = story.judged("05-03 12:00", PLAN)
    assert (contact.clock, contact.state) == ("complaint-contact", "met")
    assert (handled.state, handled.late_by, handled.rule.target) == ("missed", timedelta(minutes=1), 95)


def test_withdrawn_it_owes_nothing_any_more():
    story = complaint().then("05-01 12:00", ComplaintWithdrawn(reason="已解决"))
    assert {run.state for run in story.judged("05-05 10:00", PLAN)} == {"ended"}


def test_it_stands_still_while_its_ticket_waits_for_the_customer():
    ticket = reported("05-01 09:00").then("05-01 12:00", e.TicketPaused(waiting_for="customer"))
    ticket.then("05-01 18:00", e.TicketResolved())
    facts = with_waits_of(complaint().facts, ticket.facts)
    runs = judge(facts, shipped().of(PLAN), shipped_calendars(SHANGHAI), moment("05-02 12:00"))
    due = {run.clock: local(run.due) for run in runs}
    assert due == {"complaint-contact": "05-02 10:00", "complaint-handled": "05-02 16:00"}


def test_a_cancelled_ticket_ends_no_complaint_about_it():
    ticket = reported("05-01 09:00").then("05-01 12:00", e.TicketCancelled(cancelled_as="withdrawn"))
    facts = with_waits_of(complaint().facts, ticket.facts)
    runs = judge(facts, shipped().of(PLAN), shipped_calendars(SHANGHAI), moment("05-02 09:00"))
    assert {run.state for run in runs} == {"running"}


def fact(version: int, name: str, when: str, about: str) -> Fact:
    return Fact(f"{version:08x}-0", name, moment(when), version, about=about)


@pytest.mark.parametrize(
    ("name", "ended", "about", "clock", "due"),
    [
        ("month-ended", "05-01 00:00", "month:2024-04", "monthly-analysis", "05-05 23:59"),
        ("month-ended", "2025-01-01 00:00", "month:2024-12", "monthly-analysis", "2025-01-05 23:59"),
        ("quarter-ended", "04-01 00:00", "quarter:2024-1", "quarterly-report", "04-15 23:59"),
    ],
)
def test_a_report_is_in_time_on_its_whole_last_day(name: str, ended: str, about: str, clock: str, due: str):
    begun = fact(1, name, ended, about)
    for when, state in (
        (due, "met"),
        (f"{due[:-5]}23:59:59", "met"),
        (local(moment(due) + timedelta(minutes=1)), "missed"),
    ):
        published = fact(2, "report-published", when, about)
        calendars = shipped_calendars(SHANGHAI)
        [run] = judge((begun, published), shipped().of("handbook@1"), calendars, moment("2025-06-01 00:00"))
        assert (run.clock, run.state, local(run.due)) == (clock, state, due)


def test_each_month_has_a_clock_that_its_own_report_stops():
    facts = (
        fact(1, "month-ended", "05-01 00:00", "month:2024-04"),
        fact(2, "month-ended", "06-01 00:00", "month:2024-05"),
        fact(3, "quarter-ended", "07-01 00:00", "quarter:2024-2"),
        fact(4, "report-published", "07-02 10:00", "month:2024-05"),
    )
    runs = judge(facts, shipped().of("handbook@1"), shipped_calendars(SHANGHAI), moment("07-03 00:00"))
    assert [(run.clock, run.state, run.is_open) for run in runs] == [
        ("monthly-analysis", "missed", True),
        ("monthly-analysis", "missed", False),
        ("quarterly-report", "running", True),
    ]
