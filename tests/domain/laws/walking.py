"""Random valid histories: at each step one of the commands that the rules and rights allow, as the desk would take it."""

from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, cast, get_args

from hypothesis import strategies as st

from domain.desk.answering import Answer
from domain.desk.cache import Aggregate
from domain.desk.deciding import acting, opening
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.record.envelope import Actor, Recorded
from domain.refusals import Forbidden, NotAllowed, Refusal
from domain.store import History, Pending
from domain.ticket import commands as c
from domain.ticket.commands import TicketCommand
from domain.ticket.events import ReminderSent, TicketResolved
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Channel, Kind
from tests.domain.aftercare import BAD, PAUSE
from tests.domain.desk.asking import CALL, EVERYTHING
from tests.domain.examples import HASH, LATER, OPTIONS
from tests.domain.specification import NOON, SHANGHAI
from tests.domain.test_cases import AFTER_IT

_NUMBERED: Final = ("request", "plan", "quote", "compensation", "survey")
_MORE: Final[tuple[TicketCommand, ...]] = (
    *(c.GradeTicket(severity=severity, reason="x") for severity in ("general", "important", "1", "2", "3")),
    *(c.CloseTicket(closed_as=how, reason="客户失联") for how in ("supervisor", "unanswered")),
    *(c.PauseTicket(waiting_for=whom, reason="等") for whom in ("part", "third-party")),
    *(c.StartHandling(where=where) for where in ("on-site", "send-in")),
    *(c.LogWork(work=work, steps="x") for work in ("guidance", "inspection", "replacement")),
    c.DispatchEngineer(engineer="002", reason="休假"),
    c.PromiseVisit(at=NOON + timedelta(hours=1)),
    c.ConsentToRepair(by="张伟", given="message"),
    c.RefuseRepair(reason="太贵"),
    c.UsePart(part="PSU-35"),
    c.TestFunction(passed=False),
    c.ConfirmPart(request=1, available=False),
    c.RequestPart(part="FAN-2", quantity=2),
    c.QuoteFee(amount=Decimal(0)),
    c.ChargeFee(quote=1, amount=Decimal(100)),
    c.AssessWarranty(purchased="2020-03"),
    c.RecordCorrection(version=1, field="kind", right="consultation", reason="听错"),
    c.RecordCorrection(version=2, field="note", right="x", reason="听错"),
    c.CancelTicket(cancelled_as="other", reason="x"),
    c.ReopenTicket(reason="又坏了"),
    c.SendSurvey(channel=Channel.EMAIL),
    c.AnswerSurvey(survey=1, scores=BAD, given="message", evidence=HASH),
    c.FollowUp(channel=Channel.PHONE, solved=False, professional=True, satisfied=False, note="仍有异响"),
    c.ProposePlan(steps="更换整机", owner="002", deadline=LATER),
    c.ProposePlan(steps="更换或维修", owner="003", deadline=LATER, options=OPTIONS),
)


def _numbered(command: TicketCommand) -> Iterator[TicketCommand]:
    """The same for the first three of what is counted."""
    name = next((name for name in _NUMBERED if name in type(command).model_fields), None)
    if name is None or getattr(command, name) is None:
        yield command
    else:
        yield from (command.model_copy(update={name: number}) for number in (1, 2, 3))


_AFTER_A_SOLUTION: Final = frozenset(
    command.action for kind in (c.EndingCommand, c.SurveyCommand, c.ClosingCommand) for command in get_args(kind)
) - {"cancel"}
POOL: Final = tuple(
    numbered for command in (*(case.command for case in AFTER_IT), *_MORE) for numbered in _numbered(command)
)
AFTERWARDS: Final = tuple(
    command for command in POOL if command.action in {"resolve", "note"} or command.action in _AFTER_A_SOLUTION
)
"""What is said once there is a solution, and what brings about another."""
_TO_A_SOLUTION: Final = (
    c.AddAttachment(sha256=HASH, size=9, media_type="image/jpeg", name="确认单.jpg", purpose="confirmation"),
    c.AcknowledgeReceipt(),
    c.ResolveTicket(handling="说明设置方法"),
)
_ENDING: Final = {"close", "cancel", "merge", "archive"}
"""What would end most walks at once is drawn less often."""
_TRIED: Final = 15

KINDS = st.sampled_from([Kind.FAULT, Kind.CONSULTATION, Kind.MAINTENANCE])


class Walk:
    """A ticket as the desk keeps it, step by step; every refusal met on the way is kept."""

    def __init__(self, pack: Pack, kind: Kind) -> None:
        self.refusals: list[tuple[TicketCommand, Refusal]] = []
        self.pool, self.pack, self.policies = POOL, pack, shipped().beside([pack])
        call = CALL.model_copy(update={"kind": kind})
        pending = opening(call, _asked("001", 0), NOON.astimezone(SHANGHAI), pack)("202405-00001", NOON)
        self.desk = Aggregate.of("ticket-202405-00001", _stored((pending,), 1))

    @classmethod
    def solved(cls, pack: Pack) -> "Walk":
        """A question that was answered: what is said from there on."""
        walk = cls(pack, Kind.CONSULTATION)
        for command in _TO_A_SOLUTION:
            walk.take(walk.ask(command, "001"))
        walk.pool = AFTERWARDS
        return walk

    @property
    def now(self) -> datetime:
        """Noon; once a reminder may be due, as many days later as the customer is left to answer it."""
        asked = sum(isinstance(one.event, ReminderSent | TicketResolved) for one in self.desk.events)
        return NOON + asked * PAUSE

    @property
    def ticket(self) -> Ticket:
        return cast("Ticket", self.desk.state)

    def ask(self, command: TicketCommand, who: str) -> tuple[Pending, ...]:
        """What the desk would store; nothing where it refuses, or where it is so already."""
        metadata = _asked(who, self.desk.version)
        try:
            answer = acting(self.desk, command, metadata, self.now.astimezone(SHANGHAI), self.policies)
        except (NotAllowed, Forbidden) as refusal:
            self.refusals.append((command, refusal))
            return ()
        return () if isinstance(answer, Answer) else answer

    def having(self, *commands: TicketCommand) -> "Walk":
        """Another that went on from here with these, which the desk would all store; this one stays as it is."""
        walk = copy(self)
        for command in commands:
            pending = walk.ask(command, "001")
            assert pending, (command, walk.refusals[-1:])
            walk.take(pending)
        return walk

    def take(self, pending: tuple[Pending, ...]) -> None:
        self.desk = self.desk.followed_by(_stored(pending, self.desk.version + 1))

    def step(self, place: int, who: str, *, ends: bool) -> None:
        """Take the first thing in the pool from there on, and round, that the desk would store, a few never done before first.

        What ends the work only if ``ends``.
        """
        done = {recorded.event.stored_name for recorded in self.desk.events}
        place %= len(self.pool)
        turned = [
            command for command in (*self.pool[place:], *self.pool[:place]) if ends or command.action not in _ENDING
        ]
        fresh = [command for command in turned if command.causes.stored_name not in done]
        for command in (*fresh[:_TRIED], *turned):
            if pending := self.ask(command, who):
                return self.take(pending)
        raise AssertionError("a note can be added at any stage")


def _stored(pending: tuple[Pending, ...], first: int) -> History:
    events = tuple(Recorded(one.envelope, one.event, sequence) for sequence, one in enumerate(pending, first))
    return History(events, None)


def _asked(who: str, version: int) -> CommandMetadata:
    held: Any = frozenset((*EVERYTHING, "manager"))
    return CommandMetadata(f"c-{version}", Actor(id=who, role="agent", channel="api"), held)
