"""Where engine and oracle once differed: each held by an example of its own."""

import pytest

from domain.record.event import Event
from domain.ticket import events as on
from domain.ticket.vocabulary import Channel, Kind
from tests.oracle.clocks.histories.telling import minute, told
from tests.oracle.clocks.slow.table import HANDBOOK, SERVICE_PLAN, SOFTWARE
from tests.oracle.clocks.test_stories import GENERAL, URGENT, due, outcomes

pytestmark = pytest.mark.oracle

OPENED = on.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
REPORTED = ("2024-05-01 09:30", OPENED)


def corrected(version: int, field: str, right: str) -> Event:
    return on.CorrectionRecorded(version=version, field=field, right=right, reason="记错了")


def test_a_corrected_grade_is_the_grade_from_the_beginning() -> None:
    steps = REPORTED, ("2024-05-01 09:35", URGENT), ("2024-05-01 10:40", corrected(2, "severity", "general"))
    history = told(HANDBOOK, *steps, now="2024-05-01 10:40")
    assert outcomes(history, "first-response") == [("missed", 10)]
    assert outcomes(history, "handling-start") == []


def test_what_was_corrected_to_urgent_had_to_be_answered_by_technical_support() -> None:
    steps = REPORTED, ("2024-05-01 09:35", GENERAL), ("2024-05-01 11:00", corrected(2, "severity", "urgent"))
    assert outcomes(told(SERVICE_PLAN, *steps, now="2024-05-01 11:00"), "direct-contact") == [("missed", 25)]


@pytest.mark.parametrize(
    ("contacted", "outcome"), [("2024-05-01 10:35", ("met", 0)), ("2024-05-01 10:50", ("missed", 15))]
)
def test_a_lower_grade_afterwards_takes_no_urgent_hour_away(contacted: str, outcome: tuple[str, int]) -> None:
    contact = (contacted, on.CustomerContacted(), "engineer")
    steps = REPORTED, ("2024-05-01 09:35", URGENT), contact, ("2024-05-01 12:00", GENERAL)
    assert outcomes(told(SERVICE_PLAN, *steps, now="2024-05-01 12:00"), "direct-contact") == [outcome]


@pytest.mark.parametrize(("arrived", "outcome"), [("16:00", ("met", 0)), ("16:01", ("missed", 1))])
def test_who_comes_within_the_promised_span_comes_in_time(arrived: str, outcome: tuple[str, int]) -> None:
    span = on.VisitPromised.model_validate({"at": "2024-05-01T14:00+08:00", "until": "2024-05-01T16:00+08:00"})
    steps = REPORTED, ("2024-05-01 09:40", span), (f"2024-05-01 {arrived}", on.EngineerArrived(), "engineer")
    assert outcomes(told(HANDBOOK, *steps, now="2024-05-01 18:00"), "promised-visit") == [outcome]


def test_solved_before_the_unannounced_year_is_met_and_within_it_unknown() -> None:
    for solved, outcome in (("2026-12-31 17:00", "met"), ("2027-01-04 10:00", "unknown")):
        escalated = ("2026-12-29 10:00", on.TicketEscalated())
        steps = ("2026-12-29 10:00", OPENED), escalated, (solved, on.TicketResolved())
        history = told(SOFTWARE, *steps, now="2027-01-05 10:00")
        assert outcomes(history, "escalation") == [(outcome, 0)]
        assert due(history, "escalation") is None


def test_a_wait_after_the_stop_moves_no_due_time() -> None:
    contact = ("2024-05-01 10:00", on.CustomerContacted(technical=True))
    waits = ("2024-05-01 11:00", on.TicketPaused(waiting_for="customer")), ("2024-05-02 11:00", on.TicketResumed())
    history = told("appliance", REPORTED, contact, *waits, now="2024-05-02 12:00")
    assert outcomes(history, "response") == [("met", 0)]
    assert due(history, "response") == minute("2024-05-04 09:30")


def test_a_follow_up_in_vain_takes_the_ticket_up_again_so_it_waits_no_more() -> None:
    """Waited from 10:30 for a day; the 24 hours for the diagnosis end on the next day at 09:30, and that day later."""
    in_vain = on.FollowUpMade(channel=Channel.PHONE, solved=False, professional=True, satisfied=False)
    waits = ("2024-05-01 10:30", on.TicketPaused(waiting_for="customer"))
    history = told(SERVICE_PLAN, REPORTED, waits, ("2024-05-02 10:30", in_vain), now="2024-05-03 09:31")
    assert outcomes(history, "preliminary-diagnosis") == [("missed", 1)]


def test_a_missed_period_shows_no_wait_that_came_after_it() -> None:
    """The comparison holds the waits of every run to the oracle's."""
    started = ("2024-05-01 10:00", on.HandlingStarted(where="remote"))
    waits = ("2024-05-02 12:00", on.TicketPaused(waiting_for="customer")), ("2024-05-02 13:00", on.TicketResumed())
    history = told(HANDBOOK, REPORTED, started, *waits, now="2024-05-03 10:30")
    assert outcomes(history, "progress-sync") == [("missed", 0), ("running", 0)]
