"""Quality inspections (R44): each command's cases."""

from datetime import date

from domain.matters.inspections import commands as c
from domain.matters.inspections.forms import FORMS
from domain.matters.inspections.scoring import Score
from tests.matters.case import Case, No
from tests.matters.specification import TICKET
from tests.scenarios.parts import Who
from tests.scenarios.people import agent, engineer, manager, other_agent, quality, supervisor

SCORES = {"response": 90, "diagnosis": 60, "attitude": 4, "record": 50, "outcome": 4}
other_quality = Who("quality", "q-002")
looked_at = Who("quality", "a-001", also=("agent",))
"""Whose work it is, though they hold the role of quality too."""


def scored(**points: int) -> c.ScoreTicket:
    said = SCORES | points
    return c.ScoreTicket(scores=tuple(Score(item=item, points=count) for item, count in said.items()), words="须补记录")


GOOD = {"diagnosis": 90, "record": 90}
SAMPLED = quality(c.SampleTicket(ticket=TICKET, form="service", about="a-001", reason="每月抽检"))
AGAIN = quality(SAMPLED.command.model_copy(update={"reason": "投诉后抽检"}))
BELOW = quality(scored())
PASSED = quality(scored(**GOOD))
ANSWERED = agent(c.AnswerFinding(agrees=False, words="现场无网络,次日补录"))
ACCEPTED = quality(c.AcceptAnswer(words="情况属实"))
UPHELD = quality(c.UpholdFinding(measure="参加记录规范培训"))
TOO_LATE = UPHELD.at("2024-05-18 09:00")
CLOSED = quality(c.CloseInspection())
DROPPED = quality(c.DropInspection(reason="工单已合并"))

FOUND = (SAMPLED, BELOW)
SETTLED = (*FOUND, ANSWERED, UPHELD)
_SERVICE = FORMS["service"]
RESULT = {"form": "service@1", "weights": _SERVICE.weights, "pass_mark": 80}

CASES = (
    Case(
        SAMPLED,
        status="sampled",
        refused=(
            No("forbidden", step=supervisor(SAMPLED.command)),
            No("matter-of-no-ticket", step=quality(c.SampleTicket(ticket="202405-00009", form="visit", about="e-003"))),
            No("no-such-form", step=quality(c.SampleTicket(ticket=TICKET, form="sales", about="a-001"))),
            No("inspects-oneself", step=quality(c.SampleTicket(ticket=TICKET, form="service", about="q-001"))),
            No("inspected-without-part", step=quality(c.SampleTicket(ticket=TICKET, form="service", about="w-001"))),
            No("sampled-already", (SAMPLED,), step=AGAIN),
        ),
    ),
    Case(
        BELOW,
        (SAMPLED,),
        status="finding-raised",
        besides={**RESULT, "total": 72, "passed": False, "answer_by": date(2024, 5, 17)},
        refused=(
            No("inspects-oneself", step=looked_at(BELOW.command)),
            No("scores-not-of-form", step=quality(c.ScoreTicket(scores=(Score(item="response", points=90),)))),
            No("scores-not-of-form", step=quality(c.ScoreTicket(scores=(*scored().scores, scored().scores[0])))),
            No("points-off-the-scale", step=quality(scored(attitude=6))),
            No("points-off-the-scale", step=quality(scored(attitude=0))),
            No(
                "answer-in-the-past",
                step=quality(scored().model_copy(update={"answer_by": date(2024, 5, 11)})),
            ),
            No("matter-status", FOUND, step=PASSED),
            No("forbidden", step=agent(BELOW.command)),
        ),
    ),
    Case(
        ANSWERED,
        FOUND,
        status="answered",
        refused=(
            No("matter-status", (SAMPLED, PASSED)),
            No("forbidden", step=other_agent(ANSWERED.command)),
            No("forbidden", step=engineer(ANSWERED.command)),
        ),
    ),
    Case(
        ACCEPTED,
        (*FOUND, ANSWERED),
        status="accepted",
        refused=(
            No("matter-status", FOUND),
            No("inspects-oneself", step=looked_at(ACCEPTED.command)),
            No("forbidden", step=agent(ACCEPTED.command)),
        ),
    ),
    Case(
        UPHELD,
        (*FOUND, ANSWERED),
        status="upheld",
        refused=(
            No("finding-may-be-answered", FOUND),
            No("finding-may-be-answered", FOUND, step=UPHELD.at("2024-05-17 23:59")),
            No("matter-status", (SAMPLED, PASSED)),
            No("inspects-oneself", step=looked_at(UPHELD.command)),
            No("forbidden", step=manager(UPHELD.command)),
        ),
    ),
    Case(
        CLOSED,
        SETTLED,
        status="closed",
        refused=(
            No("matter-status", FOUND),
            No("inspects-oneself", step=looked_at(CLOSED.command)),
            No("forbidden", step=supervisor(CLOSED.command)),
        ),
    ),
    Case(
        DROPPED,
        (SAMPLED,),
        status="dropped",
        refused=(
            No("matter-status", FOUND),
            No("inspects-oneself", step=looked_at(DROPPED.command)),
            No("forbidden", step=agent(DROPPED.command)),
        ),
    ),
)
ALSO = (PASSED, other_quality(UPHELD.command))
