"""Sets of days, held as spans, against plain sets of days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.staff.spans import NO_DAYS, Days, Span

START = date(2024, 4, 20)
SCALE = [START + timedelta(days=offset) for offset in range(40)]
DAY = st.sampled_from(SCALE)
SPAN = st.builds(lambda a, b: Span(min(a, b), max(a, b)), DAY, DAY)
CHANGES = st.lists(st.tuples(st.booleans(), SPAN), max_size=12)


def days_of(span: Span) -> set[date]:
    return {day for day in SCALE if span.since <= day <= span.until}


def built(changes: list[tuple[bool, Span]]) -> tuple[Days, set[date]]:
    """The same additions and removals, done to spans and to a plain set."""
    days, plain = NO_DAYS, set[date]()
    for added, span in changes:
        days = days.plus(span) if added else days.minus(span)
        plain = plain | days_of(span) if added else plain - days_of(span)
    return days, plain


@given(CHANGES)
def test_spans_hold_the_days_that_a_plain_set_holds(changes: list[tuple[bool, Span]]) -> None:
    days, plain = built(changes)
    assert {day for day in SCALE if day in days} == plain
    assert bool(days) == bool(plain)


@given(CHANGES)
def test_spans_stay_in_order_and_apart(changes: list[tuple[bool, Span]]) -> None:
    days, _ = built(changes)
    assert all(span for span in days.spans)
    for earlier, later in zip(days.spans, days.spans[1:], strict=False):
        assert (later.since - earlier.until).days > 1


@given(CHANGES, SPAN)
def test_covering_and_meeting_a_span(changes: list[tuple[bool, Span]], span: Span) -> None:
    days, plain = built(changes)
    assert days.covers(span) == (days_of(span) <= plain)
    assert days.meets(span) == bool(days_of(span) & plain)


def test_a_span_without_end_can_be_cut_and_joined_again() -> None:
    ever = NO_DAYS.plus(Span(START))
    cut = ever.minus(Span(date(2024, 5, 1)))
    assert (date.max in ever, date.max in cut) == (True, False)
    assert cut.plus(Span(date(2024, 5, 1))) == ever
    assert ever.plus(Span(date(2023, 1, 1), date(2023, 1, 2))).minus(Span(START)) == NO_DAYS.plus(
        Span(date(2023, 1, 1), date(2023, 1, 2))
    )
