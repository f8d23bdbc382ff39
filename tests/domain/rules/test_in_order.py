"""What is dated before that which allows it, or a purchase after the report of it: refused live, flagged at imports."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from domain.refusals import NotAllowed
from domain.ticket.commands import (
    AssessWarranty,
    CloseTicket,
    OpenTicket,
    ProposePlan,
    RecordCorrection,
    TicketCommand,
)
from domain.ticket.decide import decide, judge
from domain.ticket.events import CorrectionRecorded, MeetingHeld, Product, TicketEvent, WarrantyAssessed
from domain.ticket.vocabulary import Channel
from tests.domain.examples import LATER, MET, PLAN
from tests.domain.specification import (
    AGREED,
    CLOSED,
    ELSEWHERE,
    LIVE,
    NOON,
    OPENED,
    WORKING,
    given,
    recorded,
    state,
)

PLANNING = ProposePlan(steps="更换主板", owner="003", deadline=LATER)
TWO = MET.model_copy(update={"departments": ("technical", "product")})
BOUGHT_ON_THE_DAY = ["2024-05-01", "2024-05", "2023-12-31"]
BOUGHT_LATER = ["2024-05-02", "2024-06"]


def opening(purchased: str) -> OpenTicket:
    return OpenTicket(channel=Channel.PHONE, summary="设备无法启动", product=Product(purchased=purchased))


def planned(minutes: int, *meetings: tuple[int, MeetingHeld]) -> list[TicketEvent]:
    """A plan so many minutes after noon, where meetings were held so many minutes after noon."""
    held = [event for _, event in meetings]
    times = [*[NOON] * len(WORKING), *(NOON + timedelta(minutes=at) for at, _ in meetings)]
    events = [*WORKING, *held]
    history = tuple(recorded(event, n, at=at) for n, (event, at) in enumerate(zip(events, times, strict=True), 1))
    under = replace(LIVE, at=LIVE.at + timedelta(minutes=minutes), history=history)
    return decide(state(*events), PLANNING, under)


def test_a_plan_follows_the_meeting_that_settled_it() -> None:
    assert planned(20, (10, MET)) == [PLAN]


def test_a_plan_dated_before_its_meeting_is_refused_and_the_refusal_tells_both_times() -> None:
    with pytest.raises(NotAllowed) as refusal:
        planned(0, (10, MET))
    assert refusal.value.code == "allowed-only-later"
    assert "12:10" in refusal.value.say("zh")


def test_a_plan_dated_between_two_meetings_is_refused_where_only_the_later_settled_it() -> None:
    assert planned(60, (10, TWO), (40, MET)) == [PLAN]
    with pytest.raises(NotAllowed) as refusal:
        planned(20, (10, TWO), (40, MET))
    assert refusal.value.code == "allowed-only-later"


def test_a_plan_recorded_late_is_taken_though_they_met_again_after_it() -> None:
    assert planned(20, (10, MET), (40, TWO)) == [PLAN]


def test_it_is_closed_as_satisfied_no_earlier_than_it_was_confirmed() -> None:
    after = given(*AGREED).when(CloseTicket(), at=NOON + timedelta(minutes=1))
    assert decide(after.ticket, after.command, after.under)[0] == CLOSED
    given(*AGREED).when(CloseTicket(), at=NOON - timedelta(hours=1)).then_refused("allowed-only-later")


@pytest.mark.parametrize("purchased", BOUGHT_ON_THE_DAY)
def test_a_product_bought_by_the_day_of_the_report_is_taken(purchased: str) -> None:
    assert decide(None, opening(purchased), LIVE) == [
        OPENED.model_copy(update={"product": Product(purchased=purchased)})
    ]
    right = RecordCorrection(version=1, field="product.purchased", right=purchased, reason="看错")
    given(OPENED).when(right).then(CorrectionRecorded(**right.model_dump()))


@pytest.mark.parametrize("purchased", BOUGHT_LATER)
def test_a_product_bought_after_it_is_refused_however_it_is_said(purchased: str) -> None:
    correction = RecordCorrection(version=1, field="product.purchased", right=purchased, reason="看错")
    asked: list[tuple[tuple[TicketEvent, ...], TicketCommand]] = [
        ((), opening(purchased)),
        ((OPENED,), AssessWarranty(purchased=purchased)),
        ((OPENED,), correction),
    ]
    for before, command in asked:
        given(*before).when(command).then_refused("purchased-later")


def test_the_day_counts_in_the_deployments_zone() -> None:
    evening = NOON.replace(hour=17)  # the 2nd in Shanghai
    given().when(opening("2024-05-02"), at=evening).then(
        OPENED.model_copy(update={"product": Product(purchased="2024-05-02")})
    )


def test_what_another_system_tells_is_flagged() -> None:
    later = OPENED.model_copy(update={"product": Product(purchased="2024-05-02")})
    assert [judge(None, event, ELSEWHERE) for event in (OPENED, later)] == [None, "not-allowed"]
    assessed = WarrantyAssessed(warranty="in", purchased="2024-05-02", months=12)
    assert judge(state(OPENED), assessed, ELSEWHERE) == "not-allowed"


@pytest.mark.parametrize("purchased", ["2024-02-30", "2023-02-29", "2024-04-31", "0000-12-31", "0000-01"])
def test_a_day_that_the_calendar_lacks_is_refused_and_what_was_stored_of_one_stays_readable(purchased: str) -> None:
    with pytest.raises(ValidationError, match="no day of the calendar"):
        opening(purchased)
    with pytest.raises(ValidationError, match="no day of the calendar"):
        AssessWarranty(purchased=purchased)
    assert WarrantyAssessed(warranty="unknown", purchased=purchased).purchased == purchased
    assert state(OPENED.model_copy(update={"product": Product(purchased=purchased)})) is not None


def test_the_leap_day_is_a_day() -> None:
    assert AssessWarranty(purchased="2024-02-29").purchased == "2024-02-29"
