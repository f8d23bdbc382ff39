"""Periodic care (R46): key customers are called, those with a service plan asked how content they are."""

from datetime import date, timedelta
from typing import Final

from domain.matters.care import commands as c
from domain.matters.care.vocabulary import CareKind
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process, Wait
from gongdan.demo.stories.case import Case, days
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.times import working_day
from gongdan.demo.world.customers import CONTRACT

_CARE: Final[dict[str, tuple[CareKind, int, str]]] = {
    "key": ("return-visit", 2, "重要客户每两个月电话回访"),
    CONTRACT: ("survey", 3, "签约客户每季度满意度调查"),
}
_WORDS: Final = (
    "设备使用正常，无新需求",
    "反馈响应比上季度快，希望保持",
    "咨询了耗材采购，已发送链接",
    "建议周末也能上门",
)
_MISSED: Final = 0.12


def cared(case: Case, name: str) -> Process:
    """Planned after the first ticket since they are on record, and given as often as the plan says."""
    kind, months, note = _CARE[case.customer.tier or "key"]
    thread = Thread(case.world, case.world.chance(name), case.at)
    agent, at = case.world.staff.agent(thread.chance, case.at + days(1))
    thread.at, first = at, working_day(at.date() + timedelta(thread.chance.number(20, 45)))
    plan = c.PlanCare(
        care=kind,
        first=first,
        months=months,
        staff=agent.number,
        product=case.owned.product.name,
        model=case.owned.product.model,
        note=note,
    )
    yield from thread.begins(thread.member(agent), plan, days(0), customer=case.customer.key)
    while True:
        yield from _given(thread, kind, thread.state.due)


def _given(thread: Thread, kind: CareKind, due: date) -> Process:
    """By who is there in the days about it; tried again where nobody answers."""
    thread.at = max(thread.at, thread.world.at(due, 9.5)) + thread.chance.between(days(0), timedelta(hours=6))
    yield Wait(thread.at)
    by = thread.by(Role.AGENT)
    while thread.chance.happens(_MISSED):
        missed = c.GiveCare(outcome="not-reached", channel=Channel.PHONE, words="两次致电无人接听")
        yield from thread.does(by, missed, timedelta(minutes=2))
        thread.at += days(1)
    score = thread.chance.weighted({5: 6, 4: 4}) if kind == "survey" else None
    words = thread.chance.one_of(_WORDS)
    done = c.GiveCare(outcome="done", channel=Channel.PHONE, words=words, satisfaction=score)
    yield from thread.does(by, done, timedelta(minutes=2))
