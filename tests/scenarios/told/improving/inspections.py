"""Quality inspection (质检): R44."""

import asyncio
from datetime import date
from types import SimpleNamespace
from typing import Any

from api.documents.periods.inspecting import inspections_of
from domain.matters.inspections.commands import (
    AcceptAnswer,
    AnswerFinding,
    CloseInspection,
    DropInspection,
    SampleTicket,
    ScoreTicket,
    UpholdFinding,
)
from domain.matters.inspections.decide import INSPECTION
from domain.matters.inspections.forms import FORMS
from domain.matters.inspections.scoring import Score
from domain.matters.inspections.state import Inspection
from domain.reports.period import Period
from domain.rights import Person, check
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.tables import store_of
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import agent, other_agent, quality, supervisor
from tests.scenarios.told.ending.survey import SOLVED
from tests.scenarios.told.tables.registers import Told
from tests.scenarios.told.taking_in.intake import FIRST

SAMPLE = SampleTicket(ticket=FIRST, form="service", about="a-001", reason="每月随机抽检")
BY_FORM = {"form": "service@1", "weights": FORMS["service"].weights, "pass_mark": 80}
ANSWER = AnswerFinding(agrees=False, words="现场无网络,次日补录")
UPHOLD = UpholdFinding(measure="参加记录规范培训")


def scores(diagnosis: int, record: int) -> ScoreTicket:
    given_points = {"response": 90, "diagnosis": diagnosis, "attitude": 4, "record": record, "outcome": 4}
    return ScoreTicket(scores=tuple(Score(item=item, points=points) for item, points in given_points.items()))


LOW, GOOD = scores(60, 50), scores(90, 90)
BELOW = {**BY_FORM, "total": 72, "passed": False, "answer_by": date(2024, 5, 6)}


@scenario(
    "R44",
    zh="抽检按评分表评分，低于合格线由本人答复，再由质检认定",
    en="A sampled ticket is scored by a form; below the pass mark those answer whose work it is, and quality settles it",
)
def a_finding_is_answered_by_those_whose_work_it_is_and_settled() -> Story:
    return (
        given(*SOLVED)
        .when(quality(SAMPLE).begin("inspection"))
        .then_recorded()
        .when(quality(LOW.model_copy(update={"scores": LOW.scores[:3]})).on_matter())
        .then_refused("scores-not-of-form")
        .when(quality(LOW).on_matter())
        .then_recorded(**BELOW)
        .when(other_agent(ANSWER).on_matter())
        .then_refused("forbidden")
        .when(agent(ANSWER).on_matter())
        .then_recorded()
        .when(quality(AcceptAnswer(words="情况属实")).on_matter())
        .then_recorded()
        .when(quality(CloseInspection()).on_matter())
        .then_recorded()
    )


def result(seen: Seen) -> Told:
    """As it stands to whom it is about: total, pass mark, and where it stands."""
    events = asyncio.run(seen.desk.events_of(seen.matters[0]))
    matter = None
    for recorded in events:
        matter = INSPECTION.evolve(matter, recorded)
    assert isinstance(matter, Inspection)
    check(Person(agent.staff, frozenset({agent.role})), "read-inspections", matter)
    return [_told(matter.total, matter.pass_mark, matter.status)]


def appraised(seen: Seen) -> Told:
    """The inspections of the agent's work in the month, as the appraisal lists them."""
    with store_of(seen) as store:
        service: Any = SimpleNamespace(desk=seen.desk, read=store, zone=SHANGHAI)
        found = asyncio.run(inspections_of(service, agent.staff, Period.named("2024-05")))
    return [_told(each.total, each.pass_mark, each.status) for each in found]


def _told(total: int | None, mark: int | None, status: str) -> tuple[str, str, str]:
    word = INSPECTION.statuses[status]
    return f"{total} {status}", f"{total} 分，合格线 {mark}，{word.zh}", f"{total} points, pass mark {mark}, {word.en}"


@scenario(
    "R44",
    zh="结果到本人，也进入个人考核：本人看到得分与结论，考核列出其全部抽检",
    en="The result reaches whose work it is and the analysis: they see points and end, and their appraisal lists it",
)
def the_result_reaches_the_agent_and_the_appraisal() -> Story:
    return (
        given(*SOLVED, quality(SAMPLE).begin("inspection"), quality(LOW).on_matter())
        .when(agent.looks("查看对自己的质检", "looks at the inspection of their work"))
        .then_seen(result, "72 finding-raised")
        .when(agent(ANSWER).on_matter())
        .then_recorded()
        .when(quality(UPHOLD).on_matter())
        .then_recorded()
        .when(supervisor.looks("查看该客服五月的个人考核", "looks at the agent's appraisal of May"))
        .then_seen(appraised, "72 upheld")
    )


@scenario(
    "R44",
    zh="抽检的是办理过该工单的客服或工程师的工作，同一评分表只查一次；放弃评分的可以再抽",
    en="Inspected is the work of an agent or engineer on the ticket, once by each form; what was left unscored, again",
)
def work_on_the_ticket_is_looked_at_once_by_each_form() -> Story:
    return (
        given(*SOLVED)
        .when(quality(SAMPLE.model_copy(update={"about": "w-001"})).begin("inspection"))
        .then_refused("inspected-without-part")
        .when(quality(SAMPLE).begin("inspection"))
        .then_recorded()
        .when(quality(SAMPLE.model_copy(update={"reason": "投诉后抽检"})).begin("inspection"))
        .then_refused("sampled-already")
        .when(quality(DropInspection(reason="须先听录音")).on_matter())
        .then_recorded()
        .when(quality(SAMPLE.model_copy(update={"reason": "听录音后再抽检"})).begin("inspection"))
        .then_recorded()
    )


@scenario(
    "R44",
    zh="逾期未答复的，过了期限方可维持结论",
    en="An unanswered finding is upheld only once the time for the answer is over",
)
def an_unanswered_finding_is_upheld_only_when_its_time_is_over() -> Story:
    return (
        given(*SOLVED, quality(SAMPLE).begin("inspection"), quality(LOW).on_matter())
        .when(quality(UPHOLD).on_matter().at("2024-05-06 23:59"))
        .then_refused("finding-may-be-answered")
        .when(quality(UPHOLD).on_matter().at("2024-05-07 00:00"))
        .then_recorded()
    )


@scenario("R44", zh="达到合格线的直接结束", en="What reaches the pass mark has nothing to be answered")
def what_reaches_the_pass_mark_has_nothing_to_be_answered() -> Story:
    return (
        given(*SOLVED, quality(SAMPLE).begin("inspection"))
        .when(quality(GOOD).on_matter())
        .then_recorded(**BY_FORM, total=86, passed=True)
        .when(agent(ANSWER).on_matter())
        .then_refused("matter-status")
        .when(quality(CloseInspection()).on_matter())
        .then_recorded()
    )
