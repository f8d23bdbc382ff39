"""Who samples and scores, and who answers a finding."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, engineer, other_agent, quality, supervisor
from tests.scenarios.told.improving.inspections import ANSWER, BELOW, LOW, SAMPLE, UPHOLD
from tests.scenarios.told.section_9.standing import RESOLVED


@right(
    "sample, score / answer a finding",
    zh="质检抽检、评分；客服、工程师答复关于本人工作的质检结果",
    en="Quality samples and scores; agents and engineers answer for their own work",
)
def quality_samples_and_scores_agents_and_engineers_answer_for_their_own_work() -> Story:
    return (
        given(RESOLVED)
        .when(supervisor(SAMPLE).begin("inspection"))
        .then_refused()
        .when(quality(SAMPLE.model_copy(update={"about": "e-003"})).begin("inspection"))
        .then_recorded()
        .when(supervisor(LOW).on_matter())
        .then_refused()
        .when(quality(LOW).on_matter())
        .then_recorded(**BELOW)
        .when(agent(ANSWER).on_matter())
        .then_refused()
        .when(other_agent(ANSWER).on_matter())
        .then_refused()
        .when(engineer(ANSWER).on_matter())
        .then_recorded()
        .when(engineer(UPHOLD).on_matter())
        .then_refused()
        .when(quality(UPHOLD).on_matter())
        .then_recorded()
    )
