"""Articles (R45): each command's cases."""

from domain.matters.articles import commands as c
from domain.matters.articles.guidance import Choice, GuidedStep
from tests.matters.case import Case, No
from tests.matters.world import TICKET, UNSOLVED
from tests.scenarios.parts import Who
from tests.scenarios.people import agent, customer, engineer, manager, other_agent, product_contact, supervisor

reviewing_agent = Who("agent", "a-001", also=("supervisor",))
TEXT = {"title": "空调不制冷", "body": "先清洗滤网", "title_en": "No cooling", "body_en": "Clean the filter first"}
ASKED = GuidedStep(
    name="filter",
    question="滤网干净吗",
    choices=(Choice(answer="是", next="frost"), Choice(answer="否", conclusion="清洗滤网")),
)
THEN = GuidedStep(name="frost", question="结霜吗", choices=(Choice(answer="是", conclusion="请报修"),))

DRAFTED = agent(
    c.DraftArticle(
        **TEXT, ticket=TICKET, product="智能空调", error_code="E-05", symptoms=("不制冷",), steps=(ASKED, THEN)
    )
)
IN_ENGLISH = engineer(c.DraftArticle(title_en="No cooling", body_en="Clean the filter first"))
REVISED = engineer(c.ReviseArticle(title="空调不制冷", body="先清洗滤网,再查室外机", model="KFR-35"))
APPROVED = supervisor(c.ReviewArticle(verdict="approved"))
CHANGES = product_contact(c.ReviewArticle(verdict="changes-asked", words="补充型号"))
PUBLISHED = supervisor(c.PublishArticle())
WITHDRAWN = product_contact(c.WithdrawArticle(reason="型号停产"))
HELPED = agent(c.CountHelp(ticket=TICKET))

OUT = (DRAFTED, APPROVED, PUBLISHED)
GONE = (*OUT, WITHDRAWN)


def guided(*steps: GuidedStep) -> c.DraftArticle:
    return c.DraftArticle(title="空调不制冷", body="先清洗滤网", steps=steps)


def choosing(*choices: Choice, name: str = "filter") -> GuidedStep:
    return GuidedStep(name=name, question="滤网干净吗", choices=choices)


def _not_guided(code: str, *steps: GuidedStep) -> No:
    return No(code, step=agent(guided(*steps)))


CASES = (
    Case(
        DRAFTED,
        status="drafted",
        refused=(
            No("forbidden", step=customer(DRAFTED.command)),
            No("forbidden", step=supervisor(DRAFTED.command)),
            No("matter-of-no-ticket", step=agent(c.DraftArticle(**TEXT, ticket="202405-00009"))),
            No("article-incomplete", step=agent(c.DraftArticle(title="空调不制冷"))),
            No("article-incomplete", step=agent(c.DraftArticle(title="空调不制冷", body="x", body_en="x"))),
            No("article-incomplete", step=agent(c.DraftArticle())),
            No("no-closing-report", step=agent(c.DraftArticle(title="空调不制冷", lesson_of=TICKET))),
            No("lesson-of-another", step=agent(c.DraftArticle(title="x", ticket=TICKET, lesson_of="202405-00002"))),
            _not_guided("steps-alike", ASKED, ASKED),
            _not_guided("answers-alike", choosing(*(Choice(answer=same, conclusion="x") for same in ("Yes", " yes")))),
            _not_guided("choice-leads-nowhere", choosing(Choice(answer="是"))),
            _not_guided("choice-leads-nowhere", THEN, choosing(Choice(answer="是", next="frost", conclusion="x"))),
            _not_guided("no-such-step", choosing(Choice(answer="是", next="frost"))),
            _not_guided("step-unreachable", choosing(Choice(answer="是", conclusion="x")), THEN),
            _not_guided("steps-in-a-circle", choosing(Choice(answer="是", next="filter"))),
            _not_guided("steps-in-a-circle", ASKED, choosing(Choice(answer="是", next="filter"), name="frost")),
        ),
    ),
    Case(
        REVISED,
        OUT,
        status="drafted",
        refused=(
            No("article-incomplete", step=engineer(c.ReviseArticle(title="空调不制冷"))),
            No("steps-alike", step=engineer(c.ReviseArticle(title="空调", body="x", steps=(ASKED, ASKED)))),
            No("matter-status", GONE),
            No("forbidden", step=product_contact(REVISED.command)),
        ),
    ),
    Case(
        CHANGES,
        (DRAFTED,),
        status="changes-asked",
        refused=(
            No("own-article", step=reviewing_agent(APPROVED.command)),
            No("own-article", (IN_ENGLISH, agent(REVISED.command)), step=reviewing_agent(APPROVED.command)),
            No("changes-unnamed", step=supervisor(c.ReviewArticle(verdict="changes-asked"))),
            No("matter-status", (DRAFTED, APPROVED)),
            No("forbidden", step=other_agent(CHANGES.command)),
        ),
    ),
    Case(
        PUBLISHED,
        (DRAFTED, APPROVED),
        status="published",
        besides={"version": 1},
        refused=(
            No("matter-status", (DRAFTED,)),
            No("matter-status", (DRAFTED, CHANGES)),
            No("forbidden", step=engineer(PUBLISHED.command)),
        ),
    ),
    Case(
        HELPED,
        OUT,
        status="published",
        refused=(
            No("article-unpublished", (DRAFTED, APPROVED)),
            No("helped-whom", step=agent(c.CountHelp())),
            No("named-not-there", step=agent(c.CountHelp(ticket="zzz"))),
            No("ticket-not-solved", step=agent(c.CountHelp(ticket=UNSOLVED))),
            No("helped-whom", step=agent(c.CountHelp(ticket=TICKET, visit="v-1"))),
            No("matter-status", GONE),
            No("forbidden", step=manager(HELPED.command)),
        ),
    ),
    Case(
        WITHDRAWN,
        OUT,
        status="withdrawn",
        refused=(
            No("matter-status", GONE, step=supervisor(c.WithdrawArticle(reason="内容有误"))),
            No("forbidden", step=agent(WITHDRAWN.command)),
        ),
    ),
)
ALSO = (IN_ENGLISH, APPROVED)
