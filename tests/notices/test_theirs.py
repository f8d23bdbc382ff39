"""What customers are told by letter is what they see of their tickets and matters, and no more."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from domain.matters.complaints.events import ComplaintHandled
from domain.matters.incidents.events import CustomersInformed
from domain.matters.theirs import THEIRS
from domain.notices.catalogue import KINDS
from domain.record.event import Event
from domain.ticket.events import TicketPaused, VisitMoved
from domain.ticket.events.deadlines import DeadlineMissed, DeadlineWarned
from domain.ticket.theirs.listed import LIST
from gongdan.notices.facts.theirs import as_theirs
from gongdan.notices.samples.about import sample

TO_CUSTOMERS = [kind for kind in KINDS.values() if kind.for_customer]
ON_NO_LIST = {event.stored_name for event in (DeadlineWarned, DeadlineMissed, CustomersInformed)}
"""What is told to customers by their notice alone."""


def told(event: Event, aggregate: str) -> Any:
    """The event as its customer is told of it."""
    one = sample(KINDS["received"]).cause
    envelope = one.envelope.model_copy(update={"aggregate": aggregate})
    return as_theirs(replace(one, event=event, envelope=envelope)).event


def test_customers_are_told_for_what_their_ticket_waits_and_not_what_staff_say_of_it():
    paused = told(TicketPaused(waiting_for="part", reason="供应商未发货"), "ticket-202405-00001")
    assert (paused.waiting_for, paused.reason) == ("part", None)


def test_customers_are_told_to_when_a_visit_was_moved_and_not_why():
    at = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
    moved = told(VisitMoved(at=at, by="张伟", given="phone", reason="工程师另有安排"), "ticket-202405-00001")
    assert (moved.at, moved.given, moved.reason) == (at, "phone", None)


def test_customers_are_told_what_they_get_for_a_complaint_and_not_what_is_done_among_us():
    said = ComplaintHandled(cause="person", words="态度急躁", measures="扣罚并培训", remedy="延长保修一年")
    handled = told(said, "complaint-202405-00001")
    assert (handled.remedy, handled.words, handled.measures) == ("延长保修一年", None, None)


def test_of_all_that_customers_are_told_of_a_list_says_what_is_theirs_to_see():
    lists = LIST.events.keys() | {event for listed in THEIRS.values() for event in listed.events}
    assert {cause for kind in TO_CUSTOMERS for cause in kind.causes} - lists == ON_NO_LIST
