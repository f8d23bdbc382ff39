"""The published articles as people search, read and walk through them (检索、自助服务): R45, R45a."""

from api.help.views import HelpArticle, article_of
from domain.matters.articles.commands import CountHelp, DraftArticle, PublishArticle, ReviewArticle
from domain.matters.articles.guidance import Choice, GuidedStep
from domain.ticket.commands import AcknowledgeReceipt, ConsultArticle
from domain.ticket.events import ArticleConsulted
from projections import articles
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Ask, Story, given, opens, scenario
from tests.scenarios.parts import Seen, Step
from tests.scenarios.people import agent, customer, supervisor, system
from tests.scenarios.told.taking_in.intake import CALL

FILTER = GuidedStep(
    name="filter",
    question="滤网干净吗",
    choices=(Choice(answer="否", conclusion="清洗滤网,晾干后装回"), Choice(answer="是", next="frost")),
)
FROST = GuidedStep(
    name="frost",
    question="室外机结霜吗",
    choices=(Choice(answer="是", conclusion="请报修"), Choice(answer="否", conclusion="调低设定温度")),
)
COOLING = DraftArticle(
    title="空调不制冷",
    body="先清洗滤网,再查室外机",
    title_en="Air conditioner does not cool",
    body_en="Clean the filter first",
    steps=(FILTER, FROST),
)
NOISE = DraftArticle(title="空调有异响", body="查安装支架")
NUMBER = "ZS202405-00001"
VISITOR = customer.looks


def out(article: DraftArticle, place: int) -> tuple[Step, ...]:
    return (
        agent(article).begin("article"),
        supervisor(ReviewArticle(verdict="approved")).on_matter(place),
        supervisor(PublishArticle()).on_matter(place),
    )


def found(words: str) -> Ask:
    """The published articles with these words."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        with tables(seen) as connection:
            rows, count = articles.search(connection, words, 10)
        said = [
            (row["article"], f"{row['article']} {row['title']}", f"{row['article']} {row['title']}") for row in rows
        ]
        return said if count else [("none", "没有找到文章", "no article is found")]

    return ask


def _read(seen: Seen) -> HelpArticle:
    with tables(seen) as connection:
        row = articles.find(connection, NUMBER)
    assert row is not None
    return article_of(row, row["published"])


def text(seen: Seen) -> list[tuple[str, str, str]]:
    article = _read(seen)
    english = f"{article.title_en or article.title}: {article.body_en or article.body}"
    return [(f"version {article.version}", f"{article.title}：{article.body}", english)]


def helped(seen: Seen) -> list[tuple[str, str, str]]:
    """How often the article solved something, as everybody reads it."""
    times = _read(seen).helped
    return [(f"{times}", f"{NUMBER}：已解决 {times} 次", f"{NUMBER}: solved {times} time(s)")]


def walked(*answers: str) -> Ask:
    """From the first question on, with these answers, to where the published steps lead."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        steps = {step.name: step for step in _read(seen).steps}
        step, told = next(iter(steps.values())), list[str]()
        for answer in answers:
            choice = next(choice for choice in step.choices if choice.answer == answer)
            told.append(f"{step.question} {answer}")
            if choice.conclusion:
                told.append(choice.conclusion)
                return [(choice.conclusion, f"自查：{' → '.join(told)}", f"guided: {' → '.join(told)}")]
            step = steps[choice.next or ""]
        raise AssertionError(step)

    return ask


@scenario(
    "R45",
    zh="诊断时用中文或英文检索已发布的文章，查阅并记下是否有用；草稿检索不到",
    en="While diagnosing, published articles are searched in Chinese and English, and what was consulted is recorded",
)
def published_articles_are_searched_in_chinese_and_english() -> Story:
    consult = ConsultArticle(article=NUMBER, article_version=1, helped=True)
    return (
        given(*out(COOLING, 1), agent(NOISE).begin("article"), opens(agent, CALL), agent(AcknowledgeReceipt()))
        .when(agent.looks("检索“空调 滤网”", "searches for 空调 滤网"))
        .then_seen(found("空调 滤网"), NUMBER)
        .when(agent.looks("检索“DOES NOT COOL”", "searches for DOES NOT COOL"))
        .then_seen(found("DOES NOT COOL"), NUMBER)
        .when(agent.looks("检索“异响”", "searches for 异响"))
        .then_seen(found("异响"), "none")
        .when(agent(consult))
        .then(ArticleConsulted(article=NUMBER, article_version=1, helped=True))
    )


@scenario(
    "R45a",
    zh="客户报修之前不登录即可检索、阅读文章，按步骤自查；自助解决的逐次计数",
    en="Before any ticket a customer searches, reads and walks the steps without signing in; what it solved is counted",
)
def a_customer_helps_themselves_before_any_ticket() -> Story:
    return (
        given(*out(COOLING, 1), *out(NOISE, 2))
        .when(VISITOR("不登录，检索“空调”", "searches for 空调, without signing in"))
        .then_seen(found("空调"), NUMBER, "ZS202405-00002")
        .when(VISITOR("阅读第一篇", "reads the first"))
        .then_seen(text, "version 1")
        .when(VISITOR("按步骤自查：滤网干净，室外机结霜", "walks the steps: the filter is clean, there is frost"))
        .then_seen(walked("是", "是"), "请报修")
        .when(VISITOR("重新自查：滤网不干净", "walks them again: the filter is dirty"))
        .then_seen(walked("否"), "清洗滤网,晾干后装回")
        .when(system(CountHelp(visit="v-1")).on_matter())
        .then_recorded()
        .when(VISITOR("再看该篇：解决了几次", "reads it again: how often it solved something"))
        .then_seen(helped, "1")
    )
