"""The work is given to an engineer who knows the product and is there; now and then one declines."""

from datetime import datetime

from domain.ticket.commands import AcceptDispatch, ContactCustomer, DeclineDispatch, DispatchEngineer
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Step, StepRefused
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.world import words
from gongdan.demo.world.staff import Member, first_of

_DECLINES: float = 0.03


def dispatched(case: Case, team: str) -> Steps:
    """Until an engineer has accepted and called the customer, mostly within the hour; visits have a time of theirs."""
    yield from _given(case, team, reason=None)
    if case.chance.happens(_DECLINES) and len(_able(case, team, case.at)) > 1:
        decline = DeclineDispatch(reason=words.said(case.chance, "declined", case.way))
        yield from case.does(case.engineers, decline, case.brief(3, 12))
        if case.slot:
            case.world.diary.cancel(case.slot)
        yield from _given(case, team, reason="原工程师拒单，改派")
    yield from case.does(case.engineers, AcceptDispatch(), case.brief(2, 18))
    there_is_time = case.slot is None or case.slot.at - case.at > hours(3)
    late = case.chance.happens(0.07) and there_is_time
    note = words.said(case.chance, "contacted", case.way)
    contact = ContactCustomer(channel=Channel.PHONE, note=note, technical=True)
    yield from case.does(case.engineers, contact, case.brief(65, 100) if late else case.brief(4, 18))


def _able(case: Case, team: str, at: datetime) -> list[Member]:
    """Who is not on leave on that day, and does not have it already."""
    day, before = at.date(), case.engineer
    return case.world.staff.engineers(
        team, case.owned.sort.name, lambda one: one is not before and day not in one.leave
    )


def _still(case: Case) -> list[Member]:
    """Who has it, where they are not on leave on that day."""
    return [case.engineer] if case.engineer and case.at.date() not in case.engineer.leave else []


def _given(case: Case, team: str, reason: str | None) -> Steps:
    who, case.at = case.world.staff.supervisor(case.chance, case.at + case.soon(minutes(35)), team)
    able = _able(case, team, case.at) or _still(case)
    if not able:
        case.at += days(1)
        yield from _given(case, team, reason)
        return
    if case.way == "visit":
        after = case.at + (hours(2) if case.is_grave else hours(case.chance.number(4, 16)))
        case.slot = case.world.diary.book(able, case.customer.city, after, case.at)
        if case.slot is None:
            raise StepRefused(f"{case.name}: nobody of {team} has time")
        case.engineer = case.slot.member
    else:
        case.engineer = first_of(able, case.chance, case.at + minutes(20))[0]
    if case.ticket.engineer not in (None, case.engineer.number):
        reason = reason or "原工程师当日不在岗，改派"
    visit = case.slot.at if case.slot else None
    dispatch = DispatchEngineer(engineer=case.engineer.number, team=team, reason=reason, visit_expected=visit)
    yield Step(case.at, who, dispatch, case.key)
