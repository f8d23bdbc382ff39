"""Histories for tests of clocks: real events at named times, as facts, judged under a shipped pack."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self
from zoneinfo import ZoneInfo

from domain.clocks.calendars import Calendars, shipped_calendars
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.record.event import Event
from domain.ticket.events import ReceiptAcknowledged, TicketGraded, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from tests.projections.logs import SHANGHAI, ListLog

OPENED: Final = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="无法启动")
ACKNOWLEDGED: Final = ReceiptAcknowledged()
URGENT, IMPORTANT, GENERAL = (TicketGraded(severity=each) for each in ("urgent", "important", "general"))


def moment(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """``05-01 09:30`` of 2024, or with another year before it."""
    return datetime.fromisoformat(text if text.count("-") == 2 else f"2024-{text}").replace(tzinfo=zone)


@dataclass(frozen=True)
class Story:
    """What happened, told step by step; ``judged`` asks how the clocks stand."""

    zone: ZoneInfo = SHANGHAI
    calendars: Calendars = field(default_factory=lambda: shipped_calendars(SHANGHAI))
    log: ListLog = field(default_factory=ListLog)
    key: str = "ticket-202405-00001"

    def then(self, when: str, event: Event, *, role: str = "agent", recorded: str | None = None) -> Self:
        known = moment(recorded, self.zone) if recorded else None
        self.log.record(self.key, event, moment(when, self.zone), role=role, recorded=known)
        return self

    @property
    def facts(self) -> tuple[Fact, ...]:
        return facts_of(self.log.events)

    def judged(self, now: str, pack: str | Pack = "handbook@1") -> tuple[Run, ...]:
        of = shipped().of(pack) if isinstance(pack, str) else pack
        return judge(self.facts, of, self.calendars, moment(now, self.zone))

    def clock(self, name: str, now: str, pack: str | Pack = "handbook@1") -> list[Run]:
        return [run for run in self.judged(now, pack) if run.clock == name]

    def one(self, name: str, now: str, pack: str | Pack = "handbook@1") -> Run:
        """The only run of a clock."""
        [run] = self.clock(name, now, pack)
        return run


def reported(when: str = "05-01 09:30", channel: Channel = Channel.PHONE, zone: ZoneInfo = SHANGHAI) -> Story:
    """A ticket that was reported then."""
    story = Story(zone, shipped_calendars(zone))
    return story.then(when, OPENED.model_copy(update={"channel": channel}))


def local(at: datetime | None, zone: ZoneInfo = SHANGHAI) -> str:
    """``05-01 09:40``, with the year where it is another."""
    assert at is not None
    text = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
    return text.removeprefix("2024-")


def changed(ref: str, clock: str, **to: object) -> Pack:
    """A shipped pack, one clock of it otherwise."""
    pack = shipped().of(ref)
    other = pack.clocks[clock].model_copy(update=to)
    return pack.model_copy(update={"clocks": {**pack.clocks, clock: other}})
