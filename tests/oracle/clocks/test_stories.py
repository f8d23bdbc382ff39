"""Short stories whose outcome anybody can work out by hand: the oracle finds it, and the engine says the same."""

import pytest

from domain.ticket import events as on
from domain.ticket.vocabulary import Channel, Kind
from tests.oracle.clocks.comparing import differences, judged
from tests.oracle.clocks.histories.making import History
from tests.oracle.clocks.histories.telling import minute, told
from tests.oracle.clocks.slow.table import APPLIANCE, HANDBOOK, SERVICE_PLAN, SOFTWARE

pytestmark = pytest.mark.oracle

BY_PHONE = on.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
BY_EMAIL = on.TicketOpened(channel=Channel.EMAIL, kind=Kind.FAULT)
ACKNOWLEDGED, RESOLVED = on.ReceiptAcknowledged(), on.TicketResolved()
URGENT, GENERAL = on.TicketGraded(severity="urgent"), on.TicketGraded(severity="general")
ESCALATED, STARTED = on.TicketEscalated(), on.HandlingStarted(where="remote")
SHARED = on.ProgressShared(channel=Channel.PHONE, text="正在处理")
WAITS, GOES_ON = on.TicketPaused(waiting_for="customer"), on.TicketResumed()
WAITS_FOR_A_PART = on.TicketPaused(waiting_for="part")
ANSWERED = on.CustomerContacted(technical=True)


def outcomes(history: History, clock: str) -> list[tuple[str, int]]:
    """Outcome and minutes late of each run; the engine has said the same of all clocks."""
    assert list(differences(history)) == []
    runs = sorted((run for run in judged(history).values() if run.clock == clock), key=lambda run: run.span.begins)
    return [(run.outcome, run.late) for run in runs]


def due(history: History, clock: str) -> int | None:
    return next(run.due for run in judged(history).values() if run.clock == clock)


def test_the_golden_ticket_is_answered_at_its_limit() -> None:
    """Reported 09:30, answered 09:40, graded urgent 09:45: met, to the minute."""
    golden = ("2024-05-01 09:30", BY_PHONE), ("2024-05-01 09:40", ACKNOWLEDGED), ("2024-05-01 09:45", URGENT)
    history = told(HANDBOOK, *golden, now="2024-05-01 09:50")
    assert outcomes(history, "first-response") == [("met", 0)]
    assert due(history, "first-response") == minute("2024-05-01 09:40")


def test_a_minute_past_the_limit_is_late_by_a_minute() -> None:
    steps = ("2024-05-01 09:30", BY_PHONE), ("2024-05-01 09:35", URGENT), ("2024-05-01 09:41", ACKNOWLEDGED)
    assert outcomes(told(HANDBOOK, *steps, now="2024-05-01 10:00"), "first-response") == [("missed", 1)]


def test_an_e_mail_has_a_day_where_a_call_has_a_quarter_of_an_hour() -> None:
    for opened, late in ((BY_PHONE, ("missed", 45)), (BY_EMAIL, ("met", 0))):
        steps = ("2024-05-01 09:30", opened), ("2024-05-01 10:30", ACKNOWLEDGED)
        assert outcomes(told(SERVICE_PLAN, *steps, now="2024-05-01 12:00"), "first-response") == [late]


def test_a_wait_for_the_customer_stops_the_clock_and_one_for_a_part_does_not() -> None:
    for waits, outcome in ((WAITS, ("met", 0)), (WAITS_FOR_A_PART, ("missed", 600))):
        wait = ("2024-05-02 09:00", waits), ("2024-05-02 19:00", GOES_ON)
        steps = ("2024-05-01 09:00", BY_PHONE), *wait, ("2024-05-04 19:00", ANSWERED)
        assert outcomes(told(APPLIANCE, *steps, now="2024-05-05 09:00"), "response") == [outcome]


def test_what_waits_at_its_very_limit_is_not_late() -> None:
    wait = ("2024-05-04 09:00", WAITS), ("2024-05-04 09:30", GOES_ON)
    steps = ("2024-05-01 09:00", BY_PHONE), *wait, ("2024-05-04 09:30", ANSWERED)
    assert outcomes(told(APPLIANCE, *steps, now="2024-05-05 09:00"), "response") == [("met", 0)]


def test_a_missed_period_is_followed_by_the_next_from_its_due_time() -> None:
    steps = ("2024-05-01 09:00", BY_PHONE), ("2024-05-01 09:05", URGENT), ("2024-05-01 09:10", STARTED)
    synced = ("2024-05-01 13:10", SHARED), ("2024-05-01 15:11", RESOLVED)
    history = told(HANDBOOK, *steps, *synced, now="2024-05-01 16:00")
    periods = [("missed", 0), ("met", 0), ("missed", 0), ("met", 0)]
    assert outcomes(history, "progress-sync") == periods


def test_a_grade_changes_the_period_in_which_it_falls_from_its_beginning() -> None:
    """Daily until 14:00; by then the two hours since 09:10 were over at 11:10 and at 13:10."""
    steps = ("2024-05-01 09:00", BY_PHONE), ("2024-05-01 09:10", STARTED), ("2024-05-01 14:00", URGENT)
    history = told(HANDBOOK, *steps, ("2024-05-01 15:10", SHARED), now="2024-05-01 15:10")
    assert outcomes(history, "progress-sync")[:3] == [("missed", 0), ("missed", 0), ("met", 0)]


@pytest.mark.parametrize(
    ("escalated", "ends"),
    [
        ("2024-09-27 14:00", "2024-10-12 14:00"),  # 09-29 and 10-12 are worked on, 10-01 to 10-07 is holiday
        ("2024-09-28 11:00", "2024-10-12 18:00"),  # a Saturday: counted from Sunday 09-29, worked on
        ("2025-01-24 20:00", "2025-02-10 18:00"),  # in the evening: from Sunday 01-26, worked on, over Spring Festival
        ("2026-02-12 12:30", "2026-02-28 12:00"),  # at noon: from 13:30; 02-14 and 02-28 are Saturdays worked on
    ],
)
def test_seven_working_days_end_with_the_seventh(escalated: str, ends: str) -> None:
    history = told(SOFTWARE, (escalated, BY_PHONE), (escalated, ESCALATED), now=escalated)
    assert outcomes(history, "escalation") == [("running", 0)]
    assert due(history, "escalation") == minute(ends)


@pytest.mark.parametrize(
    ("zone", "reported", "later"),
    [
        ("Europe/Berlin", "2025-03-29 12:00", "2025-03-30 13:00"),
        ("Europe/Berlin", "2025-10-25 12:00", "2025-10-26 11:00"),
        ("America/New_York", "2025-11-01 12:00", "2025-11-02 11:00"),
    ],
)
def test_a_day_has_24_hours_whatever_the_clocks_on_the_wall_do(zone: str, reported: str, later: str) -> None:
    history = told(SERVICE_PLAN, (reported, BY_EMAIL), now=reported, zone=zone)
    assert outcomes(history, "first-response") == [("running", 0)]
    assert due(history, "first-response") == minute(later, zone)
