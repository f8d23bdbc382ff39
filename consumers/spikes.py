"""Raises an alarm where far more tickets come than at that hour of other weeks, for a person to confirm (R37)."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Final, Literal, Protocol
from zoneinfo import ZoneInfo

import structlog

from consumers.rounds import Round
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.matters.incidents.commands import RaiseAlarm, RepeatSignal
from domain.matters.incidents.vocabulary import Signal
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.record.command import Command
from domain.record.identity import request_command_id
from domain.refusals import NotAllowed
from domain.ticket.vocabulary import Kind

log = structlog.get_logger(__name__)

WINDOW: Final = timedelta(hours=1)
WEEKS: Final = 8
LEAST: Final = 6
"""Fewer tickets in an hour are no emergency, however unusual."""
KNOWN: Final = 3
"""Weeks that must be on record before anything can be called unusual."""
OUTLYING: Final = 3.5
"""Modified z-scores above this are outliers (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
_SATURDAY: Final = 5
_SIGMA: Final = 0.6745
"""Of a normal distribution, the median absolute deviation in standard deviations."""

By = Literal["product", "region", "kind"]
_ORDER: Final[tuple[By, ...]] = ("product", "region", "kind")
_PLACE: Final[Mapping[By, int]] = {"product": 0, "region": 1, "kind": 2}
Of = tuple[str | None, str | None, str | None]
"""The product, region and kind of tickets; complaints, which are none, have a kind only."""
Counts = Mapping[Of, int]


@dataclass(frozen=True, slots=True)
class Spike:
    """``usual`` is the median of the same hour of the weeks before. Neither counts what a spike before it is of."""

    by: By
    of: str
    observed: int
    usual: int

    @property
    def signal(self) -> Signal:
        return "mass-complaints" if self.of == Kind.COMPLAINT else "ticket-spike"

    @property
    def product(self) -> str | None:
        return self.of if self.by == "product" else None

    @property
    def region(self) -> str | None:
        return self.of if self.by == "region" else None

    @property
    def kind(self) -> Kind | None:
        return Kind(self.of) if self.by == "kind" and self.signal == "ticket-spike" else None

    def is_about(self, of: Of) -> bool:
        return of[_PLACE[self.by]] == self.of


@dataclass(frozen=True, slots=True)
class Alarm:
    """One that is not over: its number, what it was raised for, and when."""

    number: str
    signal: Signal
    product: str | None
    region: str | None
    raised: datetime
    kind: Kind | None = None

    def is_of(self, spike: Spike) -> bool:
        told = (spike.signal, spike.product, spike.region, spike.kind)
        return (self.signal, self.product, self.region, self.kind) == told


class Reported(Protocol):
    """What is asked of read models."""

    async def counts(self, since: datetime, until: datetime) -> Counts:
        """How many tickets of ours were reported, and complaints raised, from ``since`` up to ``until``."""
        ...

    async def began(self) -> datetime | None: ...

    async def works(self, days: Sequence[date]) -> Sequence[bool | None]:
        """Whether each is a working day by the calendar that holds; None where nobody knows."""
        ...

    async def alarms(self) -> Sequence[Alarm]: ...


class Desk(Protocol):
    async def begin(self, kind: MatterKind, command: Command, metadata: CommandMetadata) -> Answer: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


def is_spike(observed: int, before: Sequence[int]) -> bool:
    """Whether an hour's count lies far above those of the same hour in other weeks, by a modified z-score.

    The deviation is never taken for less than that of chance alone (Poisson: the root of the median).
    """
    if observed < LEAST or len(before) < KNOWN:
        return False
    usual = median(before)
    deviation = median(abs(count - usual) for count in before)
    spread = max(deviation / _SIGMA, math.sqrt(max(usual, 1)))
    return (observed - usual) / spread > OUTLYING


class Spikes(Round):
    """Looks at the last hour again and again; one alarm a signal until that is over, then repeated signals in it.

    An hour is compared with the same time of day in ``zone``, whether its clocks were changed meanwhile or not, of days
    of the same kind.
    """

    name = "spikes"
    every = timedelta(minutes=5)

    def __init__(self, desk: Desk, reported: Reported, clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._desk, self._reported, self._clock, self._zone = desk, reported, clock, zone

    async def go(self) -> None:
        now = self._clock()
        for spike in await self.found(now):
            await self._tell(spike, now)

    async def found(self, now: datetime) -> list[Spike]:
        """Of the hour up to now, products before regions before kinds, the greatest first."""
        began = await self._reported.began()
        observed = await self._reported.counts(now - WINDOW, now)
        if began is None or sum(observed.values()) < LEAST:
            return []
        here = now.astimezone(self._zone)
        days = [here.date() - timedelta(days=before) for before in range(7 * WEEKS + 1)]
        compared = alike(dict(zip(days, await self._reported.works(days), strict=True)))
        ends = [datetime.combine(day, here.time(), self._zone).astimezone(UTC) for day in compared]
        past = [await self._reported.counts(end - WINDOW, end) for end in ends if end - WINDOW >= began]
        spikes: list[Spike] = []
        for by in _ORDER:
            spikes += _spikes(by, observed, past, tuple(spikes))
        return spikes

    async def _tell(self, spike: Spike, now: datetime) -> None:
        """At most once for each hour of the clock, however often it is looked at."""
        known = next((alarm for alarm in await self._reported.alarms() if alarm.is_of(spike)), None)
        hour = _hour(now)
        if known and _hour(known.raised) == hour:
            return
        command = _repeated(spike) if known else _raised(spike)
        told = request_command_id(SYSTEM.id, command.action, f"{spike.signal}/{spike.by}/{spike.of}/{hour:%Y-%m-%dT%H}")
        metadata = CommandMetadata(told, SYSTEM)
        try:
            if known:
                await self._desk.act(f"incident-{known.number}", command, metadata)
            else:
                await self._desk.begin(MATTERS["incident"], command, metadata)
        except NotAllowed as refusal:
            log.info("spike_not_told", signal=spike.signal, code=refusal.code)  # it is acted on already
        else:
            log.warning("spike_found", signal=spike.signal, by=spike.by, observed=spike.observed, usual=spike.usual)


def alike(works: Mapping[date, bool | None]) -> list[date]:
    """The days that the newest of these is compared with: those of its name in the weeks before, if worked alike.

    What is no day like others of its name, a holiday or a Saturday made up for one, is compared with the last days off,
    or working days. Where nobody knows, all days of one name are alike.
    """
    today, *before = sorted(works, reverse=True)
    weekly, kind = before[6::7], works[today]
    if kind is None or kind is (today.weekday() < _SATURDAY):
        return [day for day in weekly if None in (kind, works[day]) or works[day] is kind]
    return [day for day in before if works[day] is kind][:WEEKS]


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _spikes(by: By, last: Counts, weeks: Sequence[Counts], before: Sequence[Spike]) -> list[Spike]:
    """The greatest first, beside those that were found ``before``."""
    past = [_counted(by, week, before) for week in weeks]
    found = [
        Spike(by, of, count, round(median(week[of] for week in past)))
        for of, count in _counted(by, last, before).items()
        if is_spike(count, [week[of] for week in past])
    ]
    return sorted(found, key=lambda spike: (-spike.observed, spike.of))


def _counted(by: By, counts: Counts, before: Sequence[Spike]) -> Counter[str]:
    """Without what those before are of: the same tickets are no second alarm; but complaints always count."""
    found = Counter[str]()
    for of, count in counts.items():
        name = of[_PLACE[by]]
        if name is not None and (name == Kind.COMPLAINT or not any(spike.is_about(of) for spike in before)):
            found[name] += count
    return found


def _words(spike: Spike) -> str:
    if spike.signal == "mass-complaints":
        return f"一小时内 {spike.observed} 件投诉，往常同一时段 {spike.usual} 件"
    return f"一小时内 {spike.observed} 张工单（{spike.of}），往常同一时段 {spike.usual} 张"


def _said(spike: Spike) -> dict[str, int | str]:
    return {"observed": spike.observed, "usual": spike.usual, "minutes": 60, "words": _words(spike)}


def _raised(spike: Spike) -> RaiseAlarm:
    named = {"signal": spike.signal, "product": spike.product, "region": spike.region, "kind": spike.kind}
    return RaiseAlarm.model_validate(named | _said(spike))


def _repeated(spike: Spike) -> RepeatSignal:
    return RepeatSignal.model_validate(_said(spike))
