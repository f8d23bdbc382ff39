"""Who drafts articles, who lets them out, and who says that one helped."""

from domain.matters.articles.commands import (
    CountHelp,
    DraftArticle,
    PublishArticle,
    ReviewArticle,
    ReviseArticle,
    WithdrawArticle,
)
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, customer, engineer, manager, product_contact, supervisor
from tests.scenarios.told.improving.articles import SOLVED_THERE

DRAFT = DraftArticle(title="空调不制冷", body="先清洗滤网")
REVISE = ReviseArticle(title="空调不制冷", body="先清洗滤网,再查室外机")
APPROVE = ReviewArticle(verdict="approved")
WITHDRAW = WithdrawArticle(reason="型号停产")


@right(
    "article: draft / review, publish, withdraw",
    zh="客服、工程师起草；主管或部门接口人审核、发布、撤回",
    en="Agents and engineers draft; supervisors and department contacts publish",
)
def agents_and_engineers_draft_supervisors_and_department_contacts_publish() -> Story:
    return (
        given(*SOLVED_THERE)
        .when(customer(DRAFT).begin("article"))
        .then_refused()
        .when(agent(DRAFT).begin("article"))
        .then_recorded()
        .when(engineer(REVISE).on_matter())
        .then_recorded()
        .when(manager(APPROVE).on_matter())
        .then_refused()
        .when(supervisor(APPROVE).on_matter())
        .then_recorded()
        .when(engineer(PublishArticle()).on_matter())
        .then_refused()
        .when(product_contact(PublishArticle()).on_matter())
        .then_recorded(version=1)
        .when(manager(CountHelp(ticket="202405-00001")).on_matter())
        .then_refused()
        .when(agent(CountHelp(ticket="202405-00001")).on_matter())
        .then_recorded()
        .when(agent(WITHDRAW).on_matter())
        .then_refused()
        .when(supervisor(WITHDRAW).on_matter())
        .then_recorded()
    )
