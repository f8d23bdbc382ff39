"""Who samples and scores, and who answers a finding."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, engineer, other_agent, quality, supervisor
from tests.scenarios.told.section_9.standing import RESOLVED


@right(
    "sample, score / answer a finding",
    zh="质检抽检、评分；客服、工程师答复本人工单的质检结果",
    en="Quality samples and scores; agents and engineers answer for their own tickets",
)
def quality_samples_and_scores_agents_and_engineers_answer_for_their_own_tickets() -> Story:
    return (
        given(RESOLVED)
        .when(quality.asks("sample", ticket=None))
        .then_allowed()
        .when(supervisor.asks("score"))
        .then_refused()
        .when(quality.asks("score"))
        .then_allowed()
        .when(agent.asks("answer-finding"))
        .then_allowed()
        .when(engineer.asks("answer-finding"))
        .then_allowed()
        .when(other_agent.asks("answer-finding"))
        .then_refused()
    )
