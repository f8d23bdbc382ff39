"""Lessons become articles: drafted from a closing report, reviewed by another, published, counted when they help."""

from domain.matters.articles import commands as c
from domain.ticket.commands import ConsultArticle
from gongdan.demo.engine.steps import Process, Step
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.world.staff import HOTLINE


def written(case: Case, name: str) -> Process:
    """One for each fault; it stays at hand, as it goes on helping."""
    fault = case.fault
    thread = Thread(case.world, case.world.chance(name), case.at)
    draft = c.DraftArticle(
        lesson_of=case.number,
        title=f"{case.owned.sort.name}：{fault.summary[0]}",
        product=case.owned.sort.name,
        error_code=fault.error_code,
        symptoms=fault.summary,
    )
    yield from thread.begins(case.agents, draft, minutes(30))
    supervisor = thread.world.staff.supervisor(thread.at.date(), HOTLINE)
    if thread.chance.happens(0.3):
        review = c.ReviewArticle(verdict="changes-asked", words="请补充客户自查的步骤")
        yield from thread.does(supervisor, review, thread.chance.wait(days(1)))
        revise = c.ReviseArticle(
            title=f"{case.owned.sort.name}：{fault.summary[0]}",
            body=f"自查：{fault.guide}。\n原因：{fault.cause}。\n处理：{fault.handling}。",
            product=case.owned.sort.name,
            error_code=fault.error_code,
            symptoms=fault.summary,
        )
        yield from thread.does(case.agents, revise, thread.chance.wait(hours(9)))
    yield from thread.does(supervisor, c.ReviewArticle(verdict="approved"), thread.chance.wait(days(1)))
    yield from thread.does(supervisor, c.PublishArticle(), thread.chance.wait(hours(2)))
    thread.world.articles[fault.finding] = thread.key


def consulted(case: Case) -> Steps:
    """While diagnosing, where there is an article about the fault; mostly it helps."""
    key = case.world.articles.get(case.fault.finding)
    if not key or not case.chance.happens(0.5):
        return
    helped = case.chance.happens(0.8)
    look = ConsultArticle(article=key.removeprefix("article-"), article_version=1, helped=helped)
    yield from case.does(case.agents, look, case.soon(minutes(3)))
    if helped:
        yield Step(case.at, case.agents, c.CountHelp(ticket=case.number), key)
