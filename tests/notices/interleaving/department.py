"""Two homes on one log, each with an outbox and a process that stands still wherever a test wants, and who holds the lease."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from consumers.notices.channels.port import Letter
from consumers.notices.delivering.addresses import Addresses, Reached
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.sender import Sender
from consumers.notices.outbox.causes import Causes
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.outbox.succeeding import take_in_missing, under_way
from consumers.notices.planning.recording import NoticeRecorder, Wanted
from consumers.notices.rules import NoticeRules
from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.notices.commands import RequestNotice, ResendNotice
from domain.notices.events import NoticeRequested
from domain.notices.identity import notice_key
from domain.notices.preferences import Preferences
from domain.record.envelope import Actor
from domain.refusals import StoreUnavailable
from projections.store import ReadStore
from tests.notices.interleaving.gate import Gate, GatedDesk, Post, settled
from tests.notices.office import NOON, ZONE, Clock
from tests.notices.showing import shown, under_way_in
from tests.scenarios.desk.memory import MemoryStore

WHO = "staff-m-001"
ITEMS = ("service-restored", "complaint-raised")
"""A kind that is not sent again where its end is unknown, and one that is."""
_TOGETHER = 8
_NOT_ARRIVED = ("failed", "lapsed")
ADMINISTRATOR = Actor(id="a-009", role="administrator", channel="api")


class Moving(Addresses):
    """Where each goes, by what caused it: a test moves them."""

    def __init__(self, at: dict[str, str]) -> None:
        self._at = at

    async def of(self, said: NoticeRequested) -> Reached:
        return Reached(self._at.get(said.cause, "m-001@desk.example"), Preferences())


class Blank:
    """Letters whose words are of no account."""

    async def write(self, said: NoticeRequested, items: object = ()) -> Letter:
        return Letter("通知", "通知", "<p>通知</p>", "zh")


@dataclass
class Process:
    """``sending`` is its round, if it is at one."""

    gate: Gate
    sender: Sender
    digests: Digests
    sending: "asyncio.Task[None] | None" = None

    @property
    def idle(self) -> bool:
        return self.sending is None or self.sending.done()


@dataclass
class Department:
    """``letters`` are the keys of what arrived, in order."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: Clock = field(default_factory=lambda: Clock(NOON))
    letters: list[str] = field(default_factory=list[str])
    addresses: dict[str, str] = field(default_factory=dict[str, str])
    holder: int = 0

    def __post_init__(self) -> None:
        self.view, self.outboxes = ReadStore.in_memory(), [ReadStore.in_memory(), ReadStore.in_memory()]
        self.causes = [Causes(outbox) for outbox in self.outboxes]
        self.deliveries = [Deliveries(outbox) for outbox in self.outboxes]
        self.desk = TicketDesk(self.store, zone=ZONE, clock=self.clock)
        self.items: list[str] = []
        self._dead: list[asyncio.Task[None]] = []
        self._runs = count(1)
        self.processes = [self.started(home) for home in (0, 1)]

    def started(self, home: int) -> Process:
        gate, deliveries = Gate(), self.deliveries[home]
        desk = GatedDesk(TicketDesk(self.store, zone=ZONE, clock=self.clock), gate)
        recorder, addresses = NoticeRecorder(desk), Moving(self.addresses)
        digests = Digests(desk, recorder, deliveries, addresses, self.clock)
        sender = Sender(
            *(desk, recorder, deliveries, digests, addresses, Blank(), {"email": Post(gate, self.letters.append)}),
            *(NoticeRules(), self.clock, ZONE, f"{next(self._runs):04x}", self.clock.ticks),
        )
        return Process(gate, sender, digests)

    async def happens(self, kind: str, *, held: bool) -> None:
        """Something of which the holder is to tell, with others or by itself."""
        cause = f"00000000-0000-5000-8000-{len(self.items):012}"
        until = self.clock.now + timedelta(seconds=30) if held else None
        key = notice_key(cause, kind, WHO, "email")
        command = RequestNotice(
            kind=kind,
            about="incident-JJ202405-00001",
            cause=cause,
            at=self.clock.now,
            recipient=WHO,
            channel="email",
            language="zh",
            urgent=False,
            held="digest" if held else None,
            until=until,
        )
        row = Delivery(key, WHO, "email", "waiting", command.held, None, 0, until or self.clock.now)
        self.deliveries[self.holder].add([row])
        await NoticeRecorder(self.desk).request(Wanted(key, command, None, None))
        self.items.append(key)

    async def goes_on(self, home: int, which: int, how: int) -> None:
        """One of those who stand still there; where nobody does, what is due is begun with, if the lease is theirs."""
        process = self.processes[home]
        if process.gate.waiting:
            await process.gate.let_on(process.gate.waiting[which % len(process.gate.waiting)], how)
        elif process.idle and self.holder == home:
            process.sending = asyncio.create_task(self._round(process, self.deliveries[home]))
            await settled()

    async def goes_on_for(self, home: int, steps: int, how: int) -> None:
        """So many steps that go well but for the mail server, which does as it is said, and one that goes so too."""
        for _ in range(steps):
            waiting = self.processes[home].gate.waiting
            await self.goes_on(home, 0, how if waiting and waiting[0].place == "mailing" else 0)
        await self.goes_on(home, how, how)

    async def asked_for_anew(self, which: int) -> None:
        """By hand: one that did not arrive, as far as the log knows."""
        ended = [key for key, row in (await shown(self.store, self.view)).items() if row["status"] in _NOT_ARRIVED]
        if ended:
            key = ended[which % len(ended)]
            told = CommandMetadata(f"resend-{len(self.store._log)}", ADMINISTRATOR)  # pyright: ignore[reportPrivateUsage]
            await self.desk.act(key, ResendNotice(reason="再发一次"), told)
            resent = (await self.desk.events_of(key))[-1]
            self.causes[self.holder].take("epoch", [resent], [resent], self.clock.now)

    async def _round(self, process: Process, deliveries: Deliveries) -> None:
        due = await process.digests.gathered(deliveries.due(self.clock.now, _TOGETHER))
        ended = await asyncio.gather(*(process.sender.deliver(each) for each in due), return_exceptions=True)
        for error in ended:
            if error is not None and not isinstance(error, StoreUnavailable):
                raise error

    async def dies(self, home: int, how: int) -> None:
        """Killed, and started again on its home, before anybody else told people."""
        self._killed(home, how)
        if self.holder == home:
            await self._unhindered(self.processes[home], alone=True)

    async def forgets(self, how: int) -> None:
        """Who tells people is killed, and its database is lost."""
        home = self.holder
        self._killed(home, how)
        await self._filled(home)

    async def _filled(self, home: int) -> None:
        """With what the log says, and nothing else."""
        await shown(self.store, self.view)
        self.deliveries[home].begin(await under_way(self.desk, under_way_in(self.view), self.clock))

    async def takes_over(self, home: int, how: int) -> None:
        """From whoever held it, and may stand still in the midst of something, by what the log says."""
        if self.holder == home:
            return
        self.holder = home
        if not self.processes[home].idle:
            self._killed(home, how)
        await self._filled(home)
        await self._unhindered(self.processes[home], alone=False)

    def _killed(self, home: int, how: int) -> None:
        """What it was handing over arrived, or did not."""
        dead = self.processes[home]
        self.letters += [one.notice for one in dead.gate.waiting if one.place == "mailing" and how % 2]
        if dead.sending is not None:
            self._dead.append(dead.sending)
        self.processes[home] = self.started(home)

    async def time_passes(self, how: int) -> None:
        """More than a minute: nobody who has a letter in hand stands still so long (docs/decisions/0015, Left)."""
        for process in self.processes:
            for one in [each for each in process.gate.waiting if each.place == "mailing"]:
                await process.gate.let_on(one, how)
        self.clock.pass_by(seconds=61)

    async def moves(self, which: int) -> None:
        """Of one of those told, the address."""
        if self.items:
            cause = f"00000000-0000-5000-8000-{which % len(self.items):012}"
            self.addresses[cause] = f"m-001-{len(self.addresses)}@desk.example"

    async def ends(self) -> None:
        """All go on as they can, and who holds the lease sees to what is left."""
        for process in self.processes:
            await self._runs_out(process)
        for _ in range(40):
            await shown(self.store, self.view)
            await take_in_missing(self.desk, under_way_in(self.view), self.deliveries[self.holder], self.clock)
            await self.goes_on(self.holder, 0, 0)
            await self._runs_out(self.processes[self.holder])
            self.clock.pass_by(minutes=16)
            if not self.deliveries[self.holder].known() and not under_way_in(self.view):
                break

    async def _runs_out(self, process: Process) -> None:
        for _ in range(400):
            if not process.gate.waiting:
                return
            await process.gate.let_on(process.gate.waiting[0], 0)

    async def _unhindered(self, process: Process, *, alone: bool) -> None:
        process.gate.open = True
        await process.sender.own_up(alone=alone)
        process.gate.open = False

    async def closes(self) -> None:
        """What was killed is gone, and what a process stumbled over is told. Raises that."""
        for dead in self._dead:
            dead.cancel()
        await asyncio.gather(*self._dead, return_exceptions=True)
        for process in self.processes:
            if process.sending is not None and process.sending.done():
                process.sending.result()
        for store in (self.view, *self.outboxes):
            store.close()
