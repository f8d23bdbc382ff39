"""The work is given to an engineer who knows the product and is there; now and then one declines."""

from datetime import datetime

from domain.ticket.commands import AcceptDispatch, ContactCustomer, DeclineDispatch, DispatchEngineer
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, minutes
from gongdan.demo.times import visit_time
from gongdan.demo.world import words
from gongdan.demo.world.staff import Member

_DECLINES: float = 0.03


def dispatched(case: Case, team: str, visit: datetime | None = None) -> Steps:
    """Until an engineer has accepted and called the customer, mostly within the hour."""
    yield from _given(case, team, visit, reason=None)
    if case.chance.happens(_DECLINES):
        decline = DeclineDispatch(reason=words.said(case.chance, "declined"))
        yield from case.does(case.engineers, decline, case.soon(minutes(20)))
        yield from _given(case, team, visit, reason="原工程师拒单，改派")
    yield from case.does(case.engineers, AcceptDispatch(), case.soon(minutes(12)))
    late = case.chance.happens(0.07)
    contact = ContactCustomer(channel=Channel.PHONE, note=words.said(case.chance, "contacted"), technical=True)
    yield from case.does(case.engineers, contact, case.soon(minutes(95 if late else 18)))


def _given(case: Case, team: str, visit: datetime | None, reason: str | None) -> Steps:
    after = case.in_office(case.soon(minutes(35)), 8, 20)
    if visit is not None and visit <= case.at + after:
        visit = visit_time(case.at + after + minutes(60), case.chance)
    days = {(case.at + after).date(), *({visit.date()} if visit else ())}
    before = case.engineer
    skill = case.owned.sort.name

    def free(member: Member) -> bool:
        return member is not before and not days & member.leave

    fitting = case.world.staff.engineers(team, skill, lambda one: free(one) and all(one.at_work(day) for day in days))
    fitting = fitting or case.world.staff.engineers(team, skill, free)
    if not fitting:
        reason = "本组暂无其他在岗的持证人员，由其处理"
        fitting = case.world.staff.engineers(team, skill, lambda one: True)
    case.engineer = case.chance.one_of(fitting)
    if case.ticket.engineer not in (None, case.engineer.number):
        reason = reason or "原工程师当日不在岗，改派"
    supervisor = case.world.staff.supervisor((case.at + after).date(), team)
    dispatch = DispatchEngineer(
        engineer=case.engineer.number,
        team=team,
        reason=reason,
        visit_expected=visit,
    )
    yield from case.does(supervisor, dispatch, after)
