"""To the customer's door: a time is promised, sometimes moved, and kept as well as the visits before it allow."""

from datetime import timedelta

from domain.ticket.commands import ArriveOnSite, MoveVisit, PromiseVisit
from gongdan.demo.engine.steps import StepRefused, Wait
from gongdan.demo.stories.case import Case, Steps, hours, minutes
from gongdan.demo.world import words
from gongdan.demo.world.diary import Slot

_MOVED = 0.07
_LATE = minutes(20)


def gone_there(case: Case) -> Steps:
    """Ends at the customer's door."""
    yield from _promised(case)
    diary, slot = case.world.diary, _slot(case)
    while True:
        case.at = max(case.at + minutes(1), slot.at - case.brief(0, 12))
        yield Wait(case.at)
        while not diary.is_next(slot) and not diary.too_late(slot, case.at):
            case.at += minutes(5)
            yield Wait(case.at)
        at = diary.could_come(slot, case.at, case.brief(12, 35))
        if not diary.too_late(slot, at):
            break
        yield from _put_off(case)
        slot = _slot(case)
    if at - slot.at > _LATE:
        late = round((at - slot.at).total_seconds() / 60)
        case.facts["late-visit"] = f"约定 {slot.at:%m-%d %H:%M} 上门，因前一单延误晚到 {late} 分钟"
    yield from case.does(case.engineers, ArriveOnSite(), at - case.at)


def went_away(case: Case) -> None:
    """The visit is over, and the engineer goes on to the next."""
    case.world.diary.left(_slot(case), case.at)
    case.slot = None


def booked_again(case: Case, after: timedelta) -> None:
    """Another visit of the same engineer."""
    assert case.engineer is not None  # noqa: S101 -- somebody was there
    case.slot = case.world.diary.book([case.engineer], case.customer.city, case.at + after, case.at)
    if case.slot is None:
        raise StepRefused(f"{case.name}: {case.engineer.number} has no time")


def _slot(case: Case) -> Slot:
    assert case.slot is not None  # noqa: S101 -- booked before
    return case.slot


def _promised(case: Case) -> Steps:
    """Agreed with the customer, who sometimes asks for another time soon after."""
    promise = PromiseVisit(at=_slot(case).at, place=case.customer.address)
    yield from case.does(case.engineers, promise, case.brief(1, 5))
    engineer, soon = case.engineer, case.at + minutes(25)
    time_left = _slot(case).at - case.at > hours(2) and engineer is not None and engineer.on_duty(soon)
    if case.chance.happens(_MOVED) and time_left:
        yield from _moved(case, words.said(case.chance, "moved"), hours(20), case.brief(8, 20))


def _put_off(case: Case) -> Steps:
    """The visit before takes too long: on another day."""
    before = _slot(case).at
    case.facts["moved-by-us"] = f"原约 {before:%m-%d %H:%M} 上门，因前一单延误改期"
    yield from _moved(case, "前一单延误，与客户协商改期", hours(0), minutes(2))


def _moved(case: Case, reason: str, later: timedelta, after: timedelta) -> Steps:
    slot = _slot(case)
    case.world.diary.cancel(slot)
    assert case.engineer is not None  # noqa: S101 -- whose slot it is
    since = max(slot.at + later, case.at + hours(12))
    case.slot = case.world.diary.book([case.engineer], case.customer.city, since, case.at)
    if case.slot is None:
        raise StepRefused(f"{case.name}: {case.engineer.number} has no time")
    move = MoveVisit(at=case.slot.at, by=case.customer.signs, given="phone", reason=reason)
    yield from case.does(case.engineers, move, after)
