"""What can be asked while the work is done (处理, R21, R22)."""

from domain.record.command import Command, Line, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Minutes, Number
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Given, Handling, WorkKind


class ArriveOnSite(Command):
    """Record the arrival at the customer's (R21)."""

    action = "arrive"
    causes = events.EngineerArrived
    note: Words | None = None


class StartHandling(Command):
    """Begin the handling, and say where it is done."""

    action = "start"
    causes = events.HandlingStarted
    where: Handling
    note: Words | None = None


class VerifyProduct(Command):
    """Record that serial number and voucher were looked at (R21)."""

    action = "verify-product"
    causes = events.ProductVerified
    matches: bool
    serial: Line | None = None
    voucher_seen: bool | None = None
    note: Words | None = None


class ConsentToRepair(Command):
    """Record the customer's consent to the repair as explained, and to this plan where there is one (R21)."""

    action = "consent"
    causes = events.RepairConsented
    by: Line
    given: Given
    plan: Number | None = None
    repair: Words | None = None
    evidence: Sha256 | None = None
    note: Words | None = None


class RefuseRepair(Command):
    """Record that the customer does not want the repair (R24)."""

    action = "refuse-repair"
    causes = events.RepairRefused
    reason: Words
    plan: Number | None = None
    by: Line | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class LogWork(Command):
    """Record a piece of work: steps, minutes, materials, result (R22)."""

    action = "log-work"
    causes = events.WorkLogged
    work: WorkKind
    steps: Words
    minutes: Minutes | None = None
    materials: Words | None = None
    result: Words | None = None


class TestFunction(Command):
    """Record the test after the work (R21)."""

    __test__ = False
    action = "test"
    causes = events.FunctionTested
    passed: bool
    note: Words | None = None


WorkCommand = ArriveOnSite | StartHandling | VerifyProduct | ConsentToRepair | RefuseRepair | LogWork | TestFunction
