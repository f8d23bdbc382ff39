"""Grading and diagnosis (分级、诊断, R9–R14, R16): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import (
    AnswerCollaboration,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    CallMeeting,
    ConsultArticle,
    DiagnoseFault,
    EscalateTicket,
    GradeTicket,
    HoldMeeting,
    RefuseRemoteAssistance,
    RequestCollaboration,
)
from domain.ticket.events import (
    ArticleConsulted,
    CollaborationAnswered,
    MeetingCalled,
    RemoteAssistanceGiven,
    RemoteAssistanceRefused,
    TicketEscalated,
)
from domain.ticket.known import Known
from domain.ticket.vocabulary import Department
from tests.domain.case import Case, No
from tests.domain.examples import ASKED, AT_WORK, AUTHORISED, LATER, MET
from tests.domain.people import of_staff
from tests.domain.specification import CANCELLED, DIAGNOSED, GRADED, NOON, OPENED, REOPENED, SOLVED, WORKING

DEPARTMENTS = ("technical", "product", "service")
REFUSED = RemoteAssistanceRefused(by="张伟", given="phone", reason="公司规定")
REMOTELY = DiagnoseFault(finding="日志报错", found_by="remote")


def _met(departments: tuple[Department, ...], *attendees: str) -> HoldMeeting:
    return HoldMeeting(departments=departments, attendees=attendees, outcome="更换主板")


CASES = (
    Case(
        GradeTicket(severity="urgent", reason="核心业务受影响"),
        (OPENED,),
        GRADED,
        refused=(
            No("unknown-severity", (OPENED,), GradeTicket(severity="catastrophic", reason="x")),
            No("unknown-severity", (OPENED,), pack="appliance"),
            No("wrong-stage", (OPENED, CANCELLED)),
        ),
    ),
    Case(
        DiagnoseFault(finding="制冷剂泄漏", fault_type="hardware", found_by="knowledge-base"),
        (OPENED,),
        DIAGNOSED,
        refused=(
            No("unknown-fault-type", (OPENED,), pack="software-support"),
            No("unknown-category", (OPENED,), DiagnoseFault(finding="x", category="defect")),
            No("remote-not-authorised", (OPENED,), REMOTELY),
            No("remote-no-longer-authorised", (OPENED, AUTHORISED), REMOTELY, at=LATER + timedelta(minutes=1)),
        ),
    ),
    Case(
        AuthoriseRemoteAssistance(by="张伟", given="message", until=LATER),
        (OPENED,),
        AUTHORISED,
        refused=(
            No("portal-by-another", (OPENED,), AuthoriseRemoteAssistance(by="张伟", given="portal")),
            No("own-word-stands", (OPENED, REFUSED.model_copy(update={"given": "portal"}))),
        ),
    ),
    Case(
        RefuseRemoteAssistance(by="张伟", given="phone", reason="公司规定"),
        (OPENED,),
        REFUSED,
        refused=(No("portal-by-another", (OPENED,), RefuseRemoteAssistance(given="portal")),),
    ),
    Case(
        AssistRemotely(actions="重置控制器", result="报警消失"),
        (OPENED, AUTHORISED),
        RemoteAssistanceGiven(actions="重置控制器", result="报警消失"),
        twice="again",
        refused=(
            No("remote-not-authorised", (OPENED,)),
            No("remote-refused", (OPENED, AUTHORISED, REFUSED)),
            No("remote-not-authorised", (*SOLVED[:-1], AUTHORISED, SOLVED[-1], REOPENED)),
            No("remote-no-longer-authorised", (OPENED, AUTHORISED), at=LATER + timedelta(minutes=1)),
            No("allowed-only-later", (OPENED, AUTHORISED), at=NOON - timedelta(minutes=6)),
        ),
    ),
    Case(
        ConsultArticle(article="a-017", article_version=2, helped=True),
        (OPENED,),
        ArticleConsulted(article="a-017", article_version=2, helped=True),
        "again",
        refused=(
            No("article-not-there", (OPENED,), known=Known(versions={"a-017": 0})),
            No("version-not-published", (OPENED,), known=Known(versions={"a-017": 1})),
        ),
    ),
    Case(RequestCollaboration(department="product", text="E-002 与该批次的关系"), (OPENED,), ASKED),
    Case(
        AnswerCollaboration(request=1, text="已知缺陷"),
        (OPENED, ASKED),
        CollaborationAnswered(request=1, text="已知缺陷"),
        twice="again",
        refused=(No("no-such-request", (OPENED, ASKED), AnswerCollaboration(request=2, text="x")),),
    ),
    Case(CallMeeting(departments=DEPARTMENTS), WORKING, MeetingCalled(departments=DEPARTMENTS), twice="again"),
    Case(
        HoldMeeting(departments=DEPARTMENTS, attendees=("003", "p-001"), outcome="更换主板"),
        WORKING,
        MET,
        twice="again",
        refused=(
            No("meeting-of-one", WORKING, _met(DEPARTMENTS, "003")),
            No("meeting-of-one", AT_WORK, _met(("technical",), "003", "003")),
            No("meeting-of-one", AT_WORK, _met(DEPARTMENTS, "p-001", "P-001")),
            No("staff-not-on-record", WORKING, known=of_staff(None)),
            No("meeting-of-one-department", WORKING, _met(("technical",), "003", "p-001")),
            No("meeting-of-one-department", WORKING, _met(("technical", "technical"), "003", "p-001")),
        ),
    ),
    Case(EscalateTicket(to="line-2", reason="疑难"), WORKING, TicketEscalated(to="line-2", reason="疑难")),
)
