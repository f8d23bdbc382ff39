"""Dispatch (派单, R19–R21): each command's cases."""

from domain.ticket.commands import (
    AcceptDispatch,
    AgreeSendIn,
    ContactCustomer,
    DeclineDispatch,
    DispatchEngineer,
    MoveVisit,
    PromiseVisit,
)
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    DispatchDeclined,
    Product,
    SendInAgreed,
    TicketGraded,
    VisitMoved,
)
from domain.ticket.vocabulary import Channel, Stage
from tests.domain.case import Case, No
from tests.domain.examples import ARRIVED, HASH, LATER, VISIT
from tests.domain.people import AWAY_TODAY, CLERK, COOLING, LEFT, engineer, of_staff
from tests.domain.specification import DISPATCHED, GRADED, NOON, OPENED, WORKING

MOVE = MoveVisit(at=LATER, by="张伟", given="phone", reason="客户下午不在")
ELSEWHERE_GRADED = TicketGraded(severity="general", reason="x")
VISIT_AT_NOON = VISIT.model_copy(update={"at": NOON})
OF_A_PHONE = OPENED.model_copy(update={"product": Product(name="智能手机")})

CASES = (
    Case(
        DispatchEngineer(engineer="003"),
        (OPENED, GRADED),
        DISPATCHED,
        refused=(
            No("not-graded", (OPENED,)),
            No("reason-needed", WORKING, DispatchEngineer(engineer="004")),
            No("engineer-not-on-record", (OPENED, GRADED), known=of_staff(None)),
            No("engineer-not-employed", (OPENED, GRADED), known=of_staff(engineer(LEFT))),
            No("engineer-without-role", (OPENED, GRADED), known=of_staff(CLERK)),
            No("engineer-on-leave", (OPENED, GRADED), known=of_staff(engineer(AWAY_TODAY))),
            No("engineer-without-skill", (OF_A_PHONE, GRADED), known=of_staff(engineer(COOLING))),
        ),
    ),
    Case(
        AcceptDispatch(),
        (OPENED, GRADED, DISPATCHED),
        DispatchAccepted(),
        refused=(No("no-engineer", (OPENED, GRADED)),),
    ),
    Case(
        DeclineDispatch(reason="已有两个上门"),
        (OPENED, GRADED, DISPATCHED),
        DispatchDeclined(engineer="003", stage=Stage.GRADED, reason="已有两个上门"),
        twice="no-engineer",
        refused=(No("no-engineer", (OPENED, GRADED)),),
    ),
    Case(
        ContactCustomer(channel=Channel.PHONE, technical=True),
        WORKING,
        CustomerContacted(channel=Channel.PHONE, technical=True),
        twice="again",
    ),
    Case(
        PromiseVisit(at=LATER, place="中关村"),
        WORKING,
        VISIT,
        refused=(
            No("no-engineer", (OPENED, GRADED)),
            No("visit-promised", (*WORKING, VISIT), PromiseVisit(at=NOON)),
            No("visit-during-leave", WORKING, known=of_staff(engineer(AWAY_TODAY))),
            No("visit-by-none", WORKING, known=of_staff(engineer(LEFT))),
            No("remote-first", (OPENED, ELSEWHERE_GRADED, DISPATCHED), pack="software-support"),
        ),
    ),
    Case(
        MOVE,
        (*WORKING, VISIT_AT_NOON),
        VisitMoved(at=LATER, by="张伟", given="phone", reason="客户下午不在"),
        refused=(
            No("no-visit", WORKING),
            No("no-visit", (*WORKING, VISIT, ARRIVED)),
            No("no-such-attachment", (*WORKING, VISIT_AT_NOON), MOVE.model_copy(update={"evidence": HASH})),
            No("visit-during-leave", (*WORKING, VISIT_AT_NOON), known=of_staff(engineer(AWAY_TODAY))),
            No("visit-by-none", (*WORKING, VISIT_AT_NOON), known=of_staff(engineer(LEFT))),
        ),
    ),
    Case(AgreeSendIn(address="维修中心"), WORKING, SendInAgreed(address="维修中心"), twice="again"),
)
