"""Closed tickets are looked at by quality: sampled, scored, and where they fall short answered for (R44)."""

from typing import Final

from domain.matters.inspections import commands as c
from domain.matters.inspections.forms import FORMS, Item
from domain.matters.inspections.scoring import Score
from domain.staff.vocabulary import Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Process
from gongdan.demo.stories.case import Case, days, hours, minutes
from gongdan.demo.stories.matters.thread import Thread

_POOR: Final = 0.2


def inspected(case: Case, name: str) -> Process:
    """Begins once quality is there, while the ticket is at hand."""
    thread = Thread(case.world, case.world.chance(name), case.at)
    member = case.engineer or case.agent
    assert member is not None  # noqa: S101 -- a closed case had somebody
    form = "visit" if case.engineer and case.ticket.arrived else "service"
    quality = thread.member(thread.world.staff.there(thread.chance, thread.at, Role.QUALITY)[0])
    sample = c.SampleTicket(ticket=case.number, form=form, about=member.number, reason="每月随机抽检")
    yield from thread.begins(quality, sample, minutes(thread.chance.number(5, 40)))
    case.owed -= 1
    poor = thread.chance.happens(_POOR)
    scores = tuple(Score(item=each.item, points=_points(thread.chance, each, poor)) for each in FORMS[form].items)
    yield from thread.does(quality, c.ScoreTicket(scores=scores), thread.chance.wait(hours(3)))
    if thread.state.status == "finding-raised":
        agrees = thread.chance.happens(0.7)
        words = "认可，今后先核对再操作" if agrees else "当时已口头向客户说明，只是没有写进记录"
        answer = c.AnswerFinding(agrees=agrees, words=words)
        yield from thread.does(thread.member(member), answer, thread.chance.wait(days(1)))
        if agrees:
            yield from thread.does(quality, c.UpholdFinding(measure="班组内复训一次"), thread.chance.wait(days(1)))
        else:
            yield from thread.does(quality, c.AcceptAnswer(words="核实属实，撤销该项"), thread.chance.wait(days(1)))
    yield from thread.does(quality, c.CloseInspection(), thread.chance.wait(hours(4)))
    thread.over()


def _points(chance: Chance, item: Item, poor: bool) -> int:
    best = chance.number(52, 84) if poor else chance.number(82, 100)
    return best if item.most == 100 else max(1, round(best / 20))
