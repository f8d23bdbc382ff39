"""Who drafts articles and who lets them out."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, customer, engineer, product_contact, supervisor


@right(
    "article: draft / review, publish, withdraw",
    zh="客服、工程师起草；主管或部门接口人审核、发布、撤回",
    en="Agents and engineers draft; supervisors and department contacts publish",
)
def agents_and_engineers_draft_supervisors_and_department_contacts_publish() -> Story:
    return (
        given()
        .when(agent.asks("draft-article", ticket=None))
        .then_allowed()
        .when(engineer.asks("draft-article", ticket=None))
        .then_allowed()
        .when(customer.asks("draft-article", ticket=None))
        .then_refused()
        .when(engineer.asks("review-article", ticket=None))
        .then_refused()
        .when(supervisor.asks("review-article", ticket=None))
        .then_allowed()
        .when(product_contact.asks("publish-article", ticket=None))
        .then_allowed()
        .when(agent.asks("withdraw-article", ticket=None))
        .then_refused()
        .when(supervisor.asks("withdraw-article", ticket=None))
        .then_allowed()
    )
