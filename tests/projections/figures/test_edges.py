"""Which period and group a case is of, at the edges: borders in the zone, and tickets merged, corrected, imported, back-dated."""

from datetime import date, datetime
from itertools import pairwise

import pytest

from domain.ticket import events as e
from domain.ticket.vocabulary import Kind
from projections.errors import BadQuery
from projections.figures.asking import EVERY, Every, cut, is_whole, whole
from tests.projections.figures.counting import MAY, History, opened
from tests.projections.logs import SHANGHAI, sourced

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_a_month_begins_and_ends_at_midnight_in_the_zone(history: History):
    """In UTC the first is still of April, and the last of May."""
    history.ticket("1", ("05-01 00:00", opened()))
    history.ticket("2", ("05-31 23:59", opened()))
    history.ticket("3", ("06-01 00:00", opened()))
    assert history.of_all("tickets") == (2, 2)
    assert history.of_all("tickets", values={"kind": "fault"}) == (2, 2)
    expected = {"2024-05": 2, "2024-06": 1}
    found = history.periods("tickets", "month", days=YEAR)
    assert {name: value for name, value in found.items() if value} == expected
    assert len(found) == 12


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("day", ["2024-12-30", "2024-12-31", "2025-01-01"]),
        ("week", ["2025-W01"]),
        ("month", ["2024-12", "2025-01"]),
        ("quarter", ["2024-Q4", "2025-Q1"]),
    ],
)
def test_days_are_cut_into_periods_by_the_calendar(every: str, names: list[str]):
    span = whole(date(2024, 12, 30), date(2025, 1, 1))
    found = cut(span, every)  # type: ignore[arg-type]
    assert [each.name for each in found] == names
    assert (found[0].first, found[-1].after) == (span.first, span.after)
    assert all(one.after == other.first for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("every", "whole_ones"),
    [("day", [True] * 27), ("week", [False, True, True, False]), ("month", [False, False]), ("quarter", [False])],
)
def test_a_period_that_is_cut_is_known_by_its_days(every: Every, whole_ones: list[bool]):
    """From a Tuesday to a Saturday."""
    found = cut(whole(date(2024, 1, 16), date(2024, 2, 11 if every == "day" else 10)), every)
    assert [is_whole(every, each.first, each.last) for each in found] == whole_ones


def test_a_whole_month_is_no_cut_one():
    [may] = cut(whole(*MAY), "month")
    assert is_whole("month", may.first, may.last)
    assert not is_whole("quarter", may.first, may.last)


def test_a_week_begins_on_monday():
    assert [each.first.isoweekday() for each in cut(whole(*MAY), "week")] == [3, 1, 1, 1, 1]


def test_days_the_wrong_way_round_and_too_many_periods_are_refused():
    with pytest.raises(BadQuery) as wrong:
        whole(date(2024, 5, 2), date(2024, 5, 1))
    assert wrong.value.code == "bad-period"
    with pytest.raises(BadQuery) as many:
        cut(whole(date(2000, 1, 1), date(2024, 1, 1)), "day")
    assert many.value.code == "too-many-periods"
    assert EVERY == ("day", "week", "month", "quarter")


@pytest.mark.parametrize(
    "ending",
    [
        e.TicketMerged(into="9"),
        e.TicketCancelled(cancelled_as="duplicate", duplicate_of="9"),
        e.TicketCancelled(cancelled_as="invalid"),
    ],
)
def test_what_is_no_request_of_its_own_counts_nowhere(history: History, ending: e.TicketEvent):
    history.ticket("1", ("02 09:00", opened()), ("02 09:10", e.ReceiptAcknowledged()))
    history.ticket("2", ("02 09:00", opened()), ("02 09:30", e.ReceiptAcknowledged()), ("02 10:00", ending))
    assert history.of_all("tickets") == history.of_all("tickets", values={"kind": "fault"}) == (1, 1)
    assert history.of_all("first-response") == (10, 1)


def test_a_cancelled_ticket_that_is_taken_up_again_counts_again(history: History):
    history.ticket("1", ("02 09:00", opened()), ("02 10:00", e.TicketCancelled(cancelled_as="invalid")))
    assert history.of_all("tickets") == (0, 0)
    history.ticket("1", ("03 09:00", e.TicketReopened()))
    assert history.of_all("tickets") == (1, 1)


def test_a_correction_moves_a_case_to_where_it_belongs(history: History):
    history.ticket("1", ("02 09:00", opened()), ("02 09:10", e.ReceiptAcknowledged()))
    assert history.numbers("tickets", "kind") == {"fault": (1, 1)}
    wrong = e.CorrectionRecorded(version=1, field="kind", right="consultation", reason="听错")
    history.ticket("1", ("03 09:00", wrong))
    assert history.numbers("tickets", "kind") == {"consultation": (1, 1)}
    assert history.numbers("first-response", "kind") == {"consultation": (10, 1)}


def test_a_grade_moves_what_was_counted_before(history: History):
    history.ticket("1", ("02 09:00", opened()), ("02 09:10", e.ReceiptAcknowledged()))
    assert history.numbers("first-response", "severity") == {}
    history.ticket("1", ("02 09:20", e.TicketGraded(severity="urgent")))
    assert history.numbers("first-response", "severity") == {"urgent": (10, 1)}
    history.ticket("1", ("02 09:30", e.TicketGraded(severity="general")))
    assert history.numbers("first-response", "severity") == {"general": (10, 1)}


def test_an_imported_ticket_is_answered_at_the_first_sign_of_work(history: History):
    steps = (opened(), e.DispatchAccepted(engineer="9"), e.TicketResolved())
    for ordinal, step in enumerate(steps):
        moment = datetime(2024, 5, 2, 9 + ordinal, tzinfo=SHANGHAI)
        history.log.happen("HD-1", step, moment, source=sourced("1", ordinal + 1, "x"))
    assert history.of_all("first-response") == (60, 1)
    history.log.happen("HD-1", e.ReceiptAcknowledged(), datetime(2024, 5, 2, 13, tzinfo=SHANGHAI))
    assert history.of_all("first-response") == (240, 1)  # what was said is better than signs


def test_a_back_dated_ticket_counts_when_it_was_really_reported(history: History):
    recorded = datetime(2024, 6, 3, 9, tzinfo=SHANGHAI)
    history.log.happen("1", opened(Kind.FAULT), datetime(2024, 5, 31, 9, tzinfo=SHANGHAI), recorded=recorded)
    assert history.of_all("tickets") == (1, 1)
    assert history.of_all("tickets", days=(date(2024, 6, 1), date(2024, 6, 30))) == (0, 0)


def test_a_group_that_nobody_is_in_any_more_is_left_out(history: History):
    history.ticket("1", ("02 09:00", opened(team="north")), ("02 09:10", e.TicketRouted(team="south")))
    assert history.numbers("tickets", "team") == {"south": (1, 1)}
