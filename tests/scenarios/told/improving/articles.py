"""The knowledge base and self-service (知识库、自助服务): R33, R45, R45a."""

from domain.matters.articles.commands import (
    CountHelp,
    DraftArticle,
    PublishArticle,
    ReviewArticle,
    ReviseArticle,
    WithdrawArticle,
)
from domain.matters.articles.guidance import Choice, GuidedStep
from domain.ticket.commands import ConsultArticle, WriteClosingReport
from domain.ticket.events import ArticleConsulted
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Step, Who
from tests.scenarios.people import agent, customer, engineer, product_contact, supervisor, system
from tests.scenarios.told.ending.closing import REPORT, SOLVED_THERE
from tests.scenarios.told.improving.self_service import helped, text
from tests.scenarios.told.taking_in.intake import FIRST

reviewing_author = Who("agent", "a-001", also=("supervisor",))
DRAFT = DraftArticle(title="空调不制冷", body="先清洗滤网", ticket=FIRST)
BETTER = ReviseArticle(title="空调不制冷", body="先清洗滤网,再查室外机", model="KFR-35")
IN_BOTH = ReviseArticle(title="空调不制冷", body="先清洗滤网", title_en="No cooling", body_en="Clean the filter")
APPROVE = ReviewArticle(verdict="approved")
OUT: tuple[Step, ...] = (
    agent(DRAFT).begin("article"),
    supervisor(APPROVE).on_matter(),
    supervisor(PublishArticle()).on_matter(),
)


@scenario(
    "R45",
    zh="文章由他人审核后发布；修订待审期间旧版仍可读；版本依次编号",
    en="An article is reviewed by another, published, revised and published again under the next version",
)
def an_article_is_reviewed_by_another_and_published_in_versions() -> Story:
    return (
        given(*SOLVED_THERE)
        .when(agent(DRAFT).begin("article"))
        .then_recorded()
        .when(reviewing_author(APPROVE).on_matter())
        .then_refused("own-article")
        .when(supervisor(ReviewArticle(verdict="changes-asked", words="补充型号")).on_matter())
        .then_recorded()
        .when(supervisor(PublishArticle()).on_matter())
        .then_refused("matter-status")
        .when(engineer(BETTER).on_matter())
        .then_recorded()
        .when(supervisor(APPROVE).on_matter())
        .then_recorded()
        .when(supervisor(PublishArticle()).on_matter())
        .then_recorded(version=1)
        .when(agent(IN_BOTH).on_matter())
        .then_recorded()
        .when(customer.looks("阅读该文章", "reads the article"))
        .then_seen(text, "version 1")
        .when(product_contact(APPROVE).on_matter())
        .then_recorded()
        .when(product_contact(PublishArticle()).on_matter())
        .then_recorded(version=2)
        .when(customer.looks("再读该文章", "reads it again"))
        .then_seen(text, "version 2")
        .when(supervisor(WithdrawArticle(reason="型号停产")).on_matter())
        .then_recorded()
    )


@scenario(
    "R33",
    "R45",
    zh="结案报告的经验教训成为知识文章的草稿",
    en="The lesson of a closing report becomes the draft of an article",
)
def the_lesson_of_a_closing_report_becomes_the_draft_of_an_article() -> Story:
    lesson = DraftArticle(title="三年以上的主板", lesson_of=FIRST)
    text = "原因：主板老化\n处理：更换主板\n经验：三年以上的主板应在保养时检测"
    return (
        given(*SOLVED_THERE)
        .when(agent(lesson).begin("article"))
        .then_refused("no-closing-report")
        .when(agent(WriteClosingReport.model_validate(REPORT)))
        .then_recorded()
        .when(agent(lesson).begin("article"))
        .then_recorded(body=text)
    )


@scenario(
    "R45",
    zh="诊断时查阅文章，记录是否解决；解决一张工单只计一次",
    en="An article is consulted while diagnosing; that it solved a ticket counts once",
)
def an_article_is_consulted_and_counts_once_a_ticket() -> Story:
    consulted = ConsultArticle(article="ZS202405-00001", article_version=1, helped=True)
    solved = CountHelp(ticket=FIRST)
    unheard = ConsultArticle(article="ZS202405-00009", helped=True)
    story = (
        given(*SOLVED_THERE[:2], *OUT)
        .when(agent(unheard))
        .then_refused("article-not-there")
        .when(agent(consulted.model_copy(update={"article_version": 77})))
        .then_refused("version-not-published")
        .when(agent(consulted))
        .then(ArticleConsulted(article="ZS202405-00001", article_version=1, helped=True))
        .when(engineer(solved).on_matter())
        .then_refused("ticket-not-solved")
    )
    for step in SOLVED_THERE[2:]:
        story = story.when(step).then_recorded()
    return (
        story.when(engineer(solved).on_matter())
        .then_recorded()
        .when(agent(solved).on_matter())
        .then_nothing()
        .when(agent.looks("查看该文章解决了几次", "looks how often the article solved something"))
        .then_seen(helped, "1")
    )


@scenario(
    "R45a",
    zh="自查步骤须从第一步走到结论，不得绕圈；自助解决不需工单，逐次计数",
    en="Guided questions lead to a conclusion and never in a circle; help without a ticket counts",
)
def guided_questions_lead_to_a_conclusion_and_help_without_a_ticket_counts() -> Story:
    end = GuidedStep(name="frost", question="室外机结霜吗", choices=(Choice(answer="是", conclusion="请报修"),))
    first = GuidedStep(
        name="filter",
        question="滤网干净吗",
        choices=(Choice(answer="否", conclusion="清洗滤网"), Choice(answer="是", next="frost")),
    )
    circle = end.model_copy(update={"choices": (Choice(answer="是", next="filter"),)})
    return (
        given(*SOLVED_THERE[:1])
        .when(agent(DraftArticle(title="空调不制冷", body="逐步检查", steps=(first, circle))).begin("article"))
        .then_refused("steps-in-a-circle")
        .when(agent(DraftArticle(title="空调不制冷", body="逐步检查", steps=(first, end))).begin("article"))
        .then_recorded()
        .when(system(CountHelp(visit="v-1")).on_matter())
        .then_refused("article-unpublished")
        .when(supervisor(APPROVE).on_matter())
        .then_recorded()
        .when(supervisor(PublishArticle()).on_matter())
        .then_recorded(version=1)
        .when(system(CountHelp(visit="v-1")).on_matter())
        .then_recorded()
        .when(system(CountHelp(visit="v-2")).on_matter())
        .then_recorded()
    )
