"""How quickly, counted by hand: responses, solutions, targets' times, clocks."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.projections.figures.counting import History, opened
from tests.projections.logs import SHANGHAI, at


@pytest.fixture
def answered(history: History) -> History:
    """Answered after 10, 20, 30 and 100 minutes, the last one urgent."""
    for number, minute, severity in (("1", 10, "general"), ("2", 20, "general"), ("3", 30, None), ("4", 40, "urgent")):
        day = "03" if number == "4" else "02"
        clock = "10:40" if number == "4" else f"09:{minute}"
        history.ticket(number, (f"{day} 09:00", opened(severity=severity)), (f"{day} {clock}", e.ReceiptAcknowledged()))
    return history


def test_responses_after_10_20_30_and_100_minutes(answered: History):
    assert answered.of_all("first-response") == (40, 4)  # 160 / 4
    assert answered.of_all("first-response-median") == (25, 4)  # between 20 and 30
    assert answered.of_all("first-response-p90") == (79, 4)  # 2.7 steps on: 30 + 0.7 x 70
    assert answered.numbers("first-response", "severity") == {"general": (15, 2), "urgent": (100, 1)}
    assert answered.numbers("first-response-median", "severity") == {"general": (15, 2), "urgent": (100, 1)}


def test_of_one_case_every_percentile_is_that_case(history: History):
    history.ticket("1", ("02 09:00", opened()), ("02 09:25", e.ReceiptAcknowledged()))
    for metric in ("first-response", "first-response-median", "first-response-p90"):
        assert history.of_all(metric) == (25, 1)


@pytest.mark.parametrize("metric", ["first-response", "resolution-median", "responded", "solved", "compliance"])
def test_of_no_case_nothing_is_known(history: History, metric: str):
    history.ticket("1", ("04-02 09:00", opened()))
    [found] = history.figures(metric)
    assert (found.value, found.base, found.why, found.met) == (None, 0, "no-case", None)


def test_solutions_after_1_2_and_6_hours(history: History):
    for number, clock, who in (("1", "10:00", "003"), ("2", "11:00", "003"), ("3", "15:00", "004")):
        history.ticket(number, ("02 09:00", opened(engineer=who)), (f"02 {clock}", e.TicketResolved()))
    assert history.of_all("resolution") == (180, 3)
    assert history.of_all("resolution-median") == (120, 3)
    assert history.of_all("resolution-p90") == (312, 3)  # 1.8 steps on: 120 + 0.8 x 240
    assert history.numbers("resolution", "engineer") == {"003": (90, 2), "004": (360, 1)}


def test_three_of_four_were_answered_within_24_hours_and_80_percent_is_the_target(history: History):
    for number in "123":
        history.ticket(number, ("02 09:00", opened()), ("03 09:00", e.ReceiptAcknowledged()))  # just in time
    history.ticket("4", ("02 09:00", opened()), ("03 09:01", e.ReceiptAcknowledged()))
    [found] = history.figures("responded")
    assert [float(part or 0) for part in (found.value, found.target)] == [0.75, 0.8]
    assert (found.base, found.met) == (4, False)
    assert history.of_all("responded", values={"kind": "fault"}) == (0.75, 4)


def test_who_waits_beyond_the_time_was_not_answered_in_it_who_still_has_time_is_not_judged(history: History):
    history.ticket("1", ("29 09:00", opened()))
    history.ticket("2", ("30 09:00", opened()))
    assert history.of_all("responded", now=datetime(2024, 5, 30, 10, tzinfo=SHANGHAI)) == (0.0, 1)


def test_one_of_two_was_solved_within_48_hours_of_its_first_response(history: History):
    for number, solved in (("1", "05 10:00"), ("2", "05 10:01")):
        steps = ("03 09:00", opened()), ("03 10:00", e.ReceiptAcknowledged()), (solved, e.TicketResolved())
        history.ticket(number, *steps)
    assert history.of_all("solved") == (0.5, 2)


def test_half_of_the_clocks_that_were_due_were_met(history: History):
    """Under the handbook a report is answered within an hour: of two, the second is 5 minutes late."""
    for number, clock in (("1", "10:00"), ("2", "10:05")):
        steps = ("02 09:00", opened(severity="general")), (f"02 {clock}", e.ReceiptAcknowledged())
        history.ticket(number, *steps, policy="handbook@1")
    assert history.numbers("compliance", "clock")["first-response"] == (0.5, 2)
    assert history.numbers("compliance", "clock-severity")["first-response / general"] == (0.5, 2)
    assert history.numbers("compliance", "severity") == {"general": (0.5, 2)}
    assert history.numbers("compliance", "channel") == {"phone": (0.5, 2)}
    assert history.numbers("compliance", "clock", values={"channel": "wechat"}) == {}


def test_a_clock_that_still_runs_is_judged_once_it_is_due(history: History):
    history.ticket("1", ("02 09:00", opened()), policy="handbook@1")
    before, after = (datetime(2024, 5, 2, hour, 30, tzinfo=SHANGHAI) for hour in (9, 10))
    assert history.numbers("compliance", "clock", now=before) == {}
    assert history.numbers("compliance", "clock", now=after)["first-response"] == (0.0, 1)


def test_times_in_the_wrong_order_are_nought(history: History):
    history.ticket("1", ("02 09:00", opened()), ("02 08:00", e.ReceiptAcknowledged()))
    assert history.of_all("first-response", days=(date(2024, 5, 2), date(2024, 5, 2))) == (0, 1)


def test_each_period_of_silence_counts_as_missed_though_nobody_does_anything_more(stored: History):
    stored.ticket(
        "202405-00001",
        ("01 09:00", opened()),
        ("01 09:10", e.TicketGraded(severity="general")),
        ("01 10:00", e.HandlingStarted(where="remote")),
        policy="handbook@1",
    )
    started = stored.log.events[-1].envelope.id
    for day in range(2, 32):
        said: dict[str, Any] = {
            "clock": "progress-sync",
            "started": started,
            "period": day - 1,
            "due": at("10:00", f"2024-05-{day:02}"),
        }
        missed = e.ProgressSyncMissed(**said, limit="24 h")
        stored.ticket("202405-00001", (f"{day:02} 10:00", missed), policy="handbook@1")
    assert stored.numbers("compliance", "clock")["progress-sync"] == (0.0, 30)
    assert len(stored.behind("compliance", "clock", "progress-sync")) == 30
    told = e.ProgressShared(channel=Channel.PHONE, text="在修")
    stored.ticket("202405-00001", ("06-01 01:00", told), policy="handbook@1")
    assert stored.numbers("compliance", "clock")["progress-sync"] == (0.0, 30)


MERGED = e.TicketMerged(into="9")
DUPLICATE = e.TicketCancelled(cancelled_as="duplicate", duplicate_of="9")


@pytest.mark.parametrize("ending", [MERGED, DUPLICATE], ids=["merged", "duplicate"])
@pytest.mark.parametrize("by", ["clock", "clock-severity", "severity", "channel"])
def test_clocks_of_what_is_no_request_of_its_own_do_not_count(stored: History, ending: e.TicketEvent, by: str):
    """A single ticket that met its clock stands beside one that was late and then turned out to be none."""
    graded = opened(severity="general")
    stored.ticket("1", ("02 09:00", graded), ("02 09:05", e.ReceiptAcknowledged()), policy="handbook@1")
    late = ("02 09:00", graded), ("02 12:00", e.ReceiptAcknowledged()), ("02 12:10", ending)
    stored.ticket("2", *late, policy="handbook@1")
    assert set(stored.numbers("compliance", by).values()) == {(1.0, 1)}
    assert {case.number for case in stored.behind("compliance", by)} == {"1"}


def test_clocks_count_again_once_the_ticket_does(history: History):
    steps = ("02 09:00", opened()), ("02 12:00", e.ReceiptAcknowledged()), ("02 12:10", DUPLICATE)
    history.ticket("1", *steps, policy="handbook@1")
    assert history.numbers("compliance", "clock") == {}
    history.ticket("1", ("02 13:00", e.TicketReopened()), policy="handbook@1")
    assert history.numbers("compliance", "clock")["first-response"] == (0.0, 1)


def test_clocks_heed_a_correction_of_how_the_ticket_ended(history: History):
    withdrawn = e.TicketCancelled(cancelled_as="withdrawn")
    steps = ("02 09:00", opened()), ("02 12:00", e.ReceiptAcknowledged()), ("02 12:10", withdrawn)
    history.ticket("1", *steps, policy="handbook@1")
    assert history.numbers("compliance", "clock")["first-response"] == (0.0, 1)
    wrong = e.CorrectionRecorded(version=3, field="cancelled_as", right="invalid", reason="选错")
    history.ticket("1", ("03 09:00", wrong), policy="handbook@1")
    assert (history.of_all("tickets"), history.numbers("compliance", "clock")) == ((0, 0), {})
