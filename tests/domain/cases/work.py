"""The work itself (处理, R21, R22): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import (
    ArriveOnSite,
    ConsentToRepair,
    LogWork,
    RefuseRepair,
    StartHandling,
    TestFunction,
    VerifyProduct,
)
from domain.ticket.events import (
    FunctionTested,
    HandlingStarted,
    OptionChosen,
    Product,
    ProductVerified,
    RemoteAssistanceRefused,
    RepairRefused,
    TicketReopened,
    VisitPromised,
    WorkLogged,
)
from tests.domain.case import Case, No
from tests.domain.examples import (
    ANOTHER_PLAN,
    APPROVED,
    ARRIVED,
    AT_WORK,
    AUTHORISED,
    CHOICE,
    CONSENTED,
    HASH,
    LATER,
    ON_SITE,
    PAPER,
    PLAN,
    PLAN_REJECTED,
    PLANNED,
    READY,
)
from tests.domain.specification import ACKNOWLEDGED, DISPATCHED, GRADED, NOON, OPENED, RESOLVED

REPAIR = LogWork(work="repair", steps="更换主板", minutes=50)
REFUSED = RepairRefused(plan=1, reason="换新机", by="张伟", given="phone")
FROM_AFAR = HandlingStarted(where="remote")
NOT_FROM_AFAR = RemoteAssistanceRefused(reason="内网")
SIGNED = ConsentToRepair(by="张伟", given="signature", plan=1, evidence=HASH)
NOT_WANTED = RepairRefused(plan=1, reason="换新机", by="张伟", given="portal")
CHOSE_A = OptionChosen(plan=1, option="A", by="张伟", given="portal")
CHOSEN = (*AT_WORK, CHOICE, APPROVED, CHOSE_A)
EARLIER = NOON - timedelta(minutes=6)

ANOTHER_PRODUCT = OPENED.model_copy(update={"product": Product(serial="202404B0002")})
CASES = (
    Case(
        ArriveOnSite(),
        AT_WORK,
        ARRIVED,
        refused=(
            No("no-engineer", (OPENED, GRADED)),
            No("remote-first", (OPENED, DISPATCHED), pack="software-support"),
        ),
    ),
    Case(
        StartHandling(where="remote"),
        AT_WORK,
        HandlingStarted(where="remote"),
        refused=(No("remote-refused", (*AT_WORK, NOT_FROM_AFAR)),),
    ),
    Case(
        VerifyProduct(matches=True, serial="202403A0001", voucher_seen=True),
        ON_SITE,
        ProductVerified(matches=True, serial="202403A0001", voucher_seen=True),
        twice="again",
        refused=(No("another-serial", (ANOTHER_PRODUCT, *AT_WORK[1:])),),
    ),
    Case(
        ConsentToRepair(by="张伟", given="in-person", plan=1),
        ON_SITE,
        CONSENTED.model_copy(update={"given": "in-person"}),
        refused=(
            No("evidence-needed", ON_SITE, ConsentToRepair(by="张伟", given="signature", plan=1)),
            No("evidence-needed", ON_SITE, ConsentToRepair(by="张伟", given="message", plan=1)),
            No("portal-by-another", ON_SITE, ConsentToRepair(by="张伟", given="portal", plan=1)),
            No("not-newest-plan", (*ON_SITE, ANOTHER_PLAN)),
            No("not-newest-plan", AT_WORK),
            No("not-newest-plan", ON_SITE, ConsentToRepair(by="张伟", given="signature")),
            No("allowed-only-later", ON_SITE, at=EARLIER),
            No("own-word-stands", (*ON_SITE, NOT_WANTED)),
            No("evidence-older", (PAPER, *ON_SITE), SIGNED),
            No("evidence-older", (*ON_SITE, PAPER, NOT_WANTED), SIGNED),
            No("no-such-attachment", ON_SITE, ConsentToRepair(by="张伟", given="signature", plan=1, evidence=HASH)),
        ),
    ),
    Case(
        RefuseRepair(plan=1, reason="换新机", by="张伟", given="phone"),
        ON_SITE,
        REFUSED,
        refused=(
            No("portal-by-another", ON_SITE, RefuseRepair(plan=1, reason="换新机", given="portal")),
            No("not-newest-plan", (*ON_SITE, ANOTHER_PLAN)),
            No("allowed-only-later", ON_SITE, at=EARLIER),
        ),
    ),
    Case(
        REPAIR,
        READY,
        WorkLogged(work="repair", steps="更换主板", minutes=50),
        twice="again",
        refused=(
            No("not-graded", (OPENED, ACKNOWLEDGED)),
            No("no-plan", AT_WORK),
            No("no-plan", AT_WORK, LogWork(work="other", steps="更换主板", materials="主板一块")),
            No("no-plan", AT_WORK, LogWork(work="inspection", steps="更换主板", materials="主板一块")),
            No("no-plan", AT_WORK, LogWork(work="guidance", steps="更换主板", materials="主板一块")),
            No("plan-not-approved", (*AT_WORK, PLAN)),
            No("plan-not-approved", (*PLANNED, ANOTHER_PLAN)),
            No("no-meeting", (*PLANNED, GRADED)),
            No("no-option-chosen", (*AT_WORK, CHOICE, APPROVED)),
            No("plan-rejected", (OPENED, DISPATCHED, PLAN, PLAN_REJECTED), pack="appliance"),
            No("no-repair-consent", ON_SITE),
            No("no-repair-consent", (*ON_SITE, VisitPromised(at=LATER))),
            No("no-repair-consent", (*PLANNED, VisitPromised(at=LATER))),
            No("no-repair-consent", (*ON_SITE, HandlingStarted(where="send-in"))),
            No("no-repair-consent", (*ON_SITE, AUTHORISED, HandlingStarted(where="remote"))),
            No("no-repair-consent", (*PLANNED, HandlingStarted(where="on-site"), HandlingStarted(where="send-in"))),
            No("repair-refused", (*ON_SITE, REFUSED)),
            No("consent-to-other-plan", (*READY, ANOTHER_PLAN, APPROVED.model_copy(update={"plan": 2}))),
            No("consent-to-other-option", (*CHOSEN, CONSENTED, CHOSE_A.model_copy(update={"option": "B"}))),
            No("consent-to-other-option", (*AT_WORK, CHOICE, APPROVED, CONSENTED, CHOSE_A)),
            No("no-plan", (*READY, RESOLVED, TicketReopened(reason="再次报警"))),
            No("remote-not-authorised", (*PLANNED, FROM_AFAR)),
            No("remote-not-authorised", (*AT_WORK, FROM_AFAR), LogWork(work="inspection", steps="远程查看日志")),
            No("remote-refused", (*PLANNED, AUTHORISED, FROM_AFAR, NOT_FROM_AFAR)),
            No("allowed-only-later", READY, at=EARLIER),
            No("allowed-only-later", PLANNED, at=EARLIER),
            No("allowed-only-later", READY, last_at=LATER),
        ),
    ),
    Case(TestFunction(passed=True), READY, FunctionTested(passed=True), twice="again"),
)
