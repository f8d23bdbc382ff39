"""A second remedy, where the first did not hold: planned anew, done again, and told apart from the first."""

from domain.ticket.commands import ConsentToRepair, ContactCustomer, ResolveTicket, TestFunction
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.going import booked_again, gone_there, went_away
from gongdan.demo.stories.handling.guidance import at_hand
from gongdan.demo.stories.handling.planning import planned
from gongdan.demo.stories.handling.sending import came_in
from gongdan.demo.stories.handling.visits import sent_back, worked
from gongdan.demo.world.lasting import lasting


def mended_again(case: Case) -> Steps:
    """Where it was done before; what the telephone did not mend, somebody goes and looks at."""
    case.remedies += 1
    fact = "guided-again" if case.way == "remote" else "again"
    case.facts[fact] = f"首次处理后客户反映“{case.still}”，{case.at:%m-%d} 再次处理"
    if case.way == "remote" and case.fault.eased and case.kind is Kind.FAULT:
        yield from at_hand(case)
    elif case.way == "visit":
        yield from _on_site(case)
    elif case.way == "bench":
        yield from _in_the_workshop(case)
    else:
        yield from _from_afar(case)


def _handling(case: Case) -> str:
    if case.remedies == 1:
        return case.fault.again
    return {
        "visit": "会同产品部现场会诊，更换整套相关部件，连续试机合格",
        "bench": "会同产品部复检，更换主板总成，老化测试合格",
        "remote": "由资深工程师电话复核全部设置并陪同观察一天，现象未再出现",
    }[case.way]


def _from_afar(case: Case) -> Steps:
    contact = ContactCustomer(channel=Channel.PHONE, note="再次联系客户，核对现象", technical=True)
    by = case.agents if case.engineer is None else case.engineers
    if case.is_planned and case.touched:
        yield from planned(case)
    yield from case.does(by, contact, case.soon(hours(2)))
    yield from _resolved(case, by_agent=case.engineer is None)


def _resolved(case: Case, *, by_agent: bool = False) -> Steps:
    by = case.agents if by_agent else case.engineers
    resolve = ResolveTicket(cause=case.fault.cause, handling=_handling(case), precautions=case.fault.precautions)
    after = case.brief(2, 5)
    if case.slot is None:
        after = max(case.soon(minutes(40)), lasting(_handling(case)) + minutes(5))
    yield from case.does(by, resolve, after)


def _on_site(case: Case) -> Steps:
    if case.is_planned:
        yield from planned(case)
    engineer = case.engineer
    if engineer is None or engineer.next_on(case.at) - case.at > days(2):
        yield from dispatched(case, case.team)
    else:
        booked_again(case, hours(4))
    yield from gone_there(case)
    yield from _worked_again(case, "in-person")
    yield from _resolved(case)
    went_away(case)


def _in_the_workshop(case: Case) -> Steps:
    contact = ContactCustomer(channel=Channel.PHONE, note="向客户致歉，请再次寄回检测", technical=True)
    yield from case.does(case.engineers, contact, case.soon(hours(2)))
    yield from came_in(case)
    yield from _worked_again(case, "phone")
    yield from _resolved(case)
    sent_back(case)


def _worked_again(case: Case, given: str) -> Steps:
    consent = ConsentToRepair(by=case.customer.signs, given=given, plan=case.ticket.plan_number or None)  # type: ignore[arg-type]
    yield from case.does(case.engineers, consent, case.brief(2, 6))
    yield from worked(case, f"复查上次维修部位；{_handling(case)}", None)
    yield from case.does(case.engineers, TestFunction(passed=True, note="试机三次正常"), case.brief(3, 8))
