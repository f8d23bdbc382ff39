"""Complaints (R36): each command's cases."""

from domain.matters.complaints import commands as c
from domain.ticket.vocabulary import Channel
from tests.matters.case import Case, No
from tests.matters.world import HASH, TICKET
from tests.scenarios.parts import Who
from tests.scenarios.people import (
    agent,
    complaint_handler,
    customer,
    engineer,
    manager,
    other_customer,
    quality,
    supervisor,
    warehouse,
)

other_handler = Who("complaint-handler", "h-002")
handler_complained_about = Who("complaint-handler", "e-003", also=("agent",))

RAISED = customer(
    c.RaiseComplaint(ticket=TICKET, categories=("timeliness", "attitude"), staff=("e-003",), words="四点才到")
)
ALONE = customer(RAISED.command.model_copy(update={"ticket": None}))
CONTACTED = agent(c.ContactComplainant(channel=Channel.PHONE, note="愿意等答复"))
ANSWERED = complaint_handler(c.AnswerComplaint(channel=Channel.PHONE, apology="非常抱歉", facts="前一单超时"))
SIMPLE = complaint_handler(c.AssessComplaint(weight="simple", severity="minor", reason="一次迟到"))
COMPLEX = complaint_handler(c.AssessComplaint(weight="complex", severity="serious", reason="涉及两个班组"))
GIVEN = complaint_handler(c.GiveComplaint(staff="h-002", note="请核对排班"))
HANDLING = c.HandleComplaint(cause="process", words="未触发改约通知", measures="超时即电话改约", remedy="免上门费")
HANDLED = other_handler(HANDLING)
SATISFIED = customer(c.AnswerComplaintSurvey(score=5, comment="处理得快"))
NOT_SATISFIED = customer(c.AnswerComplaintSurvey(score=3, comment="没说清以后怎么办"))
SATISFIED_BY_PHONE = agent(c.AnswerComplaintSurvey(score=4, given="phone", evidence=HASH))
LINKED = complaint_handler(c.LinkImprovement(improvement="GJ202405-00001"))
CLOSED = complaint_handler(c.CloseComplaint(closed_as="satisfied"))
ASKED = tuple(CONTACTED.at(f"2024-05-{day} 11:00") for day in (15, 18, 21))
"""Three times since it was handled, three days apart, as the pack has it."""
UNANSWERED = complaint_handler(c.CloseComplaint(closed_as="unanswered", reason="三次无人接听")).at("2024-05-24 11:00")
WITHDRAWN = customer(c.WithdrawComplaint(reason="已谅解"))
WITHDRAWN_FOR_THEM = agent(c.WithdrawComplaint(reason="已谅解", given="message", evidence=HASH))

TO_ASSESS = (RAISED, CONTACTED, ANSWERED)
TO_GIVE = (*TO_ASSESS, COMPLEX)
TO_HANDLE = (*TO_GIVE, GIVEN)
TO_ASK = (*TO_HANDLE, HANDLED)
REOPENED = (*TO_ASK, NOT_SATISFIED)


def _not_by_whom_it_is_about(command: c.Command) -> No:
    return No("complained-about", step=handler_complained_about(command))


CASES = (
    Case(
        RAISED,
        status="raised",
        refused=(
            No("forbidden", step=other_customer(RAISED.command)),
            No("forbidden", step=engineer(RAISED.command)),
            No("matter-of-no-ticket", step=agent(RAISED.command.model_copy(update={"ticket": "202405-00009"}))),
        ),
    ),
    Case(
        CONTACTED,
        (RAISED,),
        status="contacted",
        refused=(
            No("matter-status", (RAISED, WITHDRAWN)),
            No("forbidden", step=engineer(CONTACTED.command)),
            _not_by_whom_it_is_about(CONTACTED.command),
        ),
    ),
    Case(
        ANSWERED,
        (RAISED, CONTACTED),
        status="answered",
        refused=(
            No("matter-status", (RAISED,)),
            No("forbidden", step=agent(ANSWERED.command)),
            _not_by_whom_it_is_about(ANSWERED.command),
        ),
    ),
    Case(
        COMPLEX,
        TO_ASSESS,
        status="assessed",
        refused=(
            No("matter-status", (RAISED, CONTACTED)),
            No("forbidden", step=supervisor(COMPLEX.command)),
            _not_by_whom_it_is_about(COMPLEX.command),
            No("complained-about", step=other_handler(COMPLEX.command.model_copy(update={"staff": ("h-002",)}))),
        ),
    ),
    Case(
        GIVEN,
        TO_GIVE,
        status="given",
        refused=(
            No("handler-complained-about", step=complaint_handler(c.GiveComplaint(staff="e-003"))),
            No("matter-status", TO_ASK),
            No("forbidden", step=manager(GIVEN.command)),
            _not_by_whom_it_is_about(GIVEN.command),
        ),
    ),
    Case(
        HANDLED,
        TO_HANDLE,
        status="handled",
        refused=(
            No("complex-not-given", TO_GIVE, step=complaint_handler(HANDLING)),
            No("complaint-of-another-handler", step=complaint_handler(HANDLING)),
            No("complaint-of-another-handler", (*TO_ASSESS, SIMPLE)),
            No("matter-status", TO_ASSESS),
            No("forbidden", step=agent(HANDLING)),
            _not_by_whom_it_is_about(HANDLING),
        ),
    ),
    Case(
        SATISFIED,
        TO_ASK,
        status="surveyed",
        besides={"satisfied": True},
        refused=(
            No("complaint-word-unproved", step=agent(SATISFIED.command)),
            No("complaint-word-unproved", step=agent(c.AnswerComplaintSurvey(score=5, given="phone"))),
            No("portal-by-another", step=agent(c.AnswerComplaintSurvey(score=5, given="portal", evidence=HASH))),
            No("no-such-attachment", step=agent(c.AnswerComplaintSurvey(score=5, given="phone", evidence="0" * 64))),
            No("matter-status", TO_HANDLE),
            No("forbidden", step=other_customer(SATISFIED.command)),
            _not_by_whom_it_is_about(SATISFIED_BY_PHONE.command),
        ),
    ),
    Case(
        LINKED,
        TO_ASK,
        status="handled",
        refused=(
            No("matter-status", TO_HANDLE),
            No("named-not-there", step=complaint_handler(c.LinkImprovement(improvement="GJ209901-99999"))),
            No("forbidden", step=quality(LINKED.command)),
            _not_by_whom_it_is_about(LINKED.command),
        ),
    ),
    Case(
        CLOSED,
        (*TO_ASK, SATISFIED),
        status="closed",
        refused=(
            No("complaint-survey-unanswered", TO_ASK),
            No("complaint-survey-answered", step=UNANSWERED),
            No("complaint-not-asked", TO_ASK, step=UNANSWERED),
            No("complaint-not-asked", (*TO_ASK, CONTACTED, CONTACTED, CONTACTED), step=UNANSWERED),
            No("complaint-time-to-answer", (*TO_ASK, *ASKED), step=UNANSWERED.at("2024-05-24 10:59")),
            No(
                "complaint-reason-needed",
                TO_ASK,
                step=complaint_handler(c.CloseComplaint(closed_as="unanswered")),
            ),
            No("matter-status", REOPENED),
            No("forbidden", step=warehouse(CLOSED.command)),
            _not_by_whom_it_is_about(CLOSED.command),
        ),
    ),
    Case(
        WITHDRAWN,
        (RAISED, CONTACTED),
        status="withdrawn",
        refused=(
            No("complaint-word-unproved", step=agent(WITHDRAWN.command)),
            No("no-such-attachment", step=agent(c.WithdrawComplaint(reason="算了", given="phone", evidence="0" * 64))),
            No("no-ticket-for-proof", (ALONE,), WITHDRAWN_FOR_THEM),
            No("matter-status", (*TO_ASK, SATISFIED)),
            No("forbidden", step=other_customer(WITHDRAWN.command)),
            _not_by_whom_it_is_about(WITHDRAWN_FOR_THEM.command),
        ),
    ),
)

ALSO = (SIMPLE, complaint_handler(HANDLING), NOT_SATISFIED, SATISFIED_BY_PHONE, UNANSWERED, WITHDRAWN_FOR_THEM)
"""Further steps of random histories."""
