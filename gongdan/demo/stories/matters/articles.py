"""Lessons become articles: drafted from a closing report, reviewed by another, published, counted when they help."""

from collections.abc import Generator
from typing import Final

from domain.desk.cache import Aggregate
from domain.desk.metadata import SYSTEM
from domain.matters.articles import commands as c
from domain.record.identity import request_command_id
from domain.staff.vocabulary import Role
from domain.ticket.commands import ConsultArticle
from gongdan.demo.engine.steps import Process, Start, Step, Wait, Who
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.times import days as days_of
from gongdan.demo.world.load import arrivals
from gongdan.demo.world.staff import HOTLINE
from gongdan.demo.world.world import World

_READ: Final = 0.05
"""Of a mean day's tickets: how many read an article in the portal that helps, and open none."""
_SYSTEM: Final = Who(SYSTEM)


def written(case: Case, name: str) -> Process:
    """One for each fault; it stays at hand, as it goes on helping."""
    fault = case.fault
    thread = Thread(case.world, case.world.chance(name), case.at)
    agent, _ = case.world.staff.agent(thread.chance, thread.at)
    title = f"{case.owned.sort.name}：{fault.summary[0]}"
    draft = c.DraftArticle(
        lesson_of=case.number,
        title=title,
        product=case.owned.sort.name,
        error_code=fault.error_code,
        symptoms=fault.summary,
    )
    yield from thread.begins(thread.member(agent), draft, minutes(30))
    case.owed -= 1
    supervisor = thread.supervisors(HOTLINE)
    if thread.chance.happens(0.3):
        review = c.ReviewArticle(verdict="changes-asked", words="请补充客户自查的步骤")
        yield from thread.does(supervisor, review, thread.chance.wait(days(1)))
        revise = c.ReviseArticle(
            title=title,
            body=f"自查：{fault.guide}。\n原因：{fault.cause}。\n处理：{fault.handling}。",
            product=case.owned.sort.name,
            error_code=fault.error_code,
            symptoms=fault.summary,
        )
        yield from thread.does(thread.member(agent), revise, thread.chance.wait(hours(9)))
    yield from thread.does(supervisor, c.ReviewArticle(verdict="approved"), thread.chance.wait(days(1)))
    yield from thread.does(supervisor, c.PublishArticle(), thread.chance.wait(hours(2)))
    thread.world.articles[fault.finding] = thread.key
    if fault.is_for_all:
        thread.world.self_help.append(thread.key)


def consulted(case: Case) -> Generator[Step | Wait | Start, Aggregate | None, str]:
    """While diagnosing, where there is an article about the fault; the key of it where it helps."""
    key = case.world.articles.get(case.fault.finding)
    if not key or not case.chance.happens(0.5):
        return ""
    helps = case.chance.happens(0.8)
    look = ConsultArticle(article=key.removeprefix("article-"), article_version=1, helped=helps)
    yield from case.does(case.agents, look, case.soon(minutes(3)))
    return key if helps else ""


def helped(case: Case, key: str) -> Steps:
    """Counted once the ticket is solved by it."""
    who, at = case.by(Role.AGENT)(case.at + minutes(1))
    case.at = at
    yield Step(at, who, c.CountHelp(ticket=case.number), key)


def visited(world: World) -> Process:
    """People read in the portal, at any hour, and find what they can do alone; no ticket is opened."""
    chance = world.chance("visits")
    times = arrivals(chance, days_of(world.first, world.after), world.per_day * _READ, world.zone)
    for count, at in enumerate(times):
        yield Wait(at)
        if world.self_help:
            visit = request_command_id(world.seed, "visit", str(count))
            yield Step(at, _SYSTEM, c.CountHelp(visit=visit), chance.one_of(world.self_help))
