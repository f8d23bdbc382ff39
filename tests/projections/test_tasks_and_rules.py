"""Tasks agree with the rules: whom one is for may do it, what does it ends it, and what cannot be done is none."""

from typing import Final

import pytest

from domain.matters.kinds import MATTERS
from domain.record.command import Command
from domain.reports.report import COMMANDS as REPORTS
from domain.rights.table import RIGHTS
from domain.ticket.commands import COMMANDS
from domain.ticket.decide.possible import POSSIBLE
from domain.ticket.vocabulary import Stage
from projections.tasks.ending import ENDS, LASTING, OVER, STEPS
from projections.tasks.kinds import BEGINS, TASKS, Begins

DONE_BY: Final[dict[str, str]] = {
    "acknowledge": "acknowledge",
    "respond": "contact",
    "accept-dispatch": "accept",
    "contact-customer": "contact",
    "dispatch-again": "dispatch",
    "answer-request": "answer",
    "approve-plan": "approve-plan",
    "plan-anew": "propose-plan",
    "approve-compensation": "approve-compensation",
    "confirm-part": "confirm-part",
    "ship-part": "ship-part",
    "see-to-cooperation": "provide-cooperation",
    "send-survey": "send-survey",
    "get-confirmation": "confirm",
    "close": "close",
    "handle-again": "log-work",
    "call-back": "call-back",
    "follow-up": "follow-up",
    "archive": "archive",
    "review-return": "approve-return",
    "tell-refusal": "tell-return",
    "receive-goods": "receive-goods",
    "inspect-goods": "inspect-goods",
    "settle-return": "agree-settlement",
    "make-refund": "make-refund",
    "collect-return-fee": "collect-return-fee",
    "repay-return-fee": "repay-return-fee",
    "approve-refund": "approve-refund",
    "carry-out-settlement": "ship-replacement",
    "send-goods-back": "send-goods-back",
    "complete-return": "complete-return",
    "answer-complaint": "answer-complaint",
    "handle-complaint": "handle-complaint",
    "survey-complainant": "answer-complaint-survey",
    "close-complaint": "close-complaint",
    "judge-alarm": "confirm-alarm",
    "call-team": "call-response-team",
    "restore-service": "restore-service",
    "review-incident": "review-incident",
    "close-incident": "close-incident",
    "review-article": "review-article",
    "publish-article": "publish-article",
    "revise-article": "revise-article",
    "score": "score",
    "answer-finding": "answer-finding",
    "judge-answer": "uphold-finding",
    "assign-improvement": "assign-improvement",
    "carry-out-improvement": "report-improvement",
    "take-minutes": "record-meeting",
    "give-care": "give-care",
    "publish-report": "publish-report",
}
"""The action that does each."""
UNFINISHED: Final = frozenset({"carry-out-improvement"})
"""What is reported as it goes on: it is over once it was measured and closed."""
KIND_OF: Final = {event: name for name, kind in MATTERS.items() for event in kind.events}
COMMAND: Final[dict[str, type[Command]]] = {
    **COMMANDS,
    **{command.action: command for kind in MATTERS.values() for command in (kind.opening, *kind.possible)},
    **REPORTS,
}
BEGUN: Final[list[tuple[str, Begins]]] = [(name, begun) for name, some in BEGINS.items() for begun in some]


@pytest.mark.parametrize(("event", "begun"), BEGUN, ids=lambda it: it if isinstance(it, str) else it.task)
def test_whom_a_task_is_for_may_do_it(event: str, begun: Begins):
    may = RIGHTS[DONE_BY[begun.task]]
    expected = {
        "role": {begun.whom},
        "department": {"department-contact"},
        "engineer": {"engineer"},
        "handler": {"agent", "complaint-handler"},
        "person": set(may),
    }
    assert expected[begun.to] & set(may)


@pytest.mark.parametrize("task", TASKS)
def test_what_does_a_task_ends_it(task: str):
    if task in UNFINISHED:
        return
    event = COMMAND[DONE_BY[task]].causes.stored_name
    kind = KIND_OF.get(event)
    ended = any(end.task == task for end in ENDS.get(event, ())) or (event in OVER and task not in LASTING)
    assert ended or (kind in STEPS and event in BEGINS)


@pytest.mark.parametrize(
    ("events", "stage", "elsewhere"),
    [
        (("ticket-resolved",), Stage.RESOLVED, {"archive"}),
        (("ticket-closed",), Stage.CLOSED, set[str]()),
        (("ticket-closed", "ticket-archived"), Stage.ARCHIVED, set[str]()),
        (("ticket-cancelled",), Stage.CANCELLED, {"send-survey", "call-back"}),
    ],
    ids=lambda it: it[-1] if isinstance(it, tuple) else "",
)
def test_what_cannot_be_done_any_more_is_no_task(events: tuple[str, ...], stage: Stage, elsewhere: set[str]):
    """But for those of times that never come before it."""
    ended = {end.task for event in events for end in ENDS.get(event, ())}
    if OVER.intersection(events):
        ended |= TASKS.keys() - LASTING
    begun_here = {begun.task for event in events for begun in BEGINS.get(event, ()) if event != "ticket-closed"}
    begun_here |= {begun.task for begun in BEGINS.get("ticket-closed", ()) if events == ("ticket-closed",)}
    of_tickets = {begun.task for name, begun in BEGUN if name not in KIND_OF and DONE_BY[begun.task] not in REPORTS}
    stays = (of_tickets - ended) | begun_here
    assert {task for task in stays - elsewhere if stage not in POSSIBLE[DONE_BY[task]]} == set()
