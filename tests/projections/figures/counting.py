"""A small history of named tickets, and the figures of it, for cases that are counted by hand beside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from domain.policy.in_force import shipped
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind
from projections import clocks, figures, sales
from projections.figures.asking import Every, Look, Only, Span, cut, whole
from projections.figures.evidence import Case, cases
from projections.figures.measuring import Measured, measured
from projections.figures.metric import Metric
from projections.figures.metrics import named
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.logs import SHANGHAI, ListLog, at

HANDBOOK = shipped().newest("handbook")
NOW = datetime(2024, 6, 10, 2, tzinfo=SHANGHAI)
MAY = (date(2024, 5, 1), date(2024, 5, 31))
READ = (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION)

Numbers = dict[str | None, tuple[float | None, int]]
"""By group: the value and what it was counted over."""


def opened(kind: Kind = Kind.FAULT, channel: Channel = Channel.PHONE, **said: Any) -> e.TicketOpened:
    return e.TicketOpened(channel=channel, kind=kind, **said)


def product(model: str, batch: str | None = None, name: str = "空调") -> e.Product:
    return e.Product(name=name, model=model, batch=batch)


def answer(*scores: int, recommend: int | None = None, survey: int = 1) -> e.SurveyAnswered:
    """Of timeliness, then of effect; a score up to 3 is low."""
    said = tuple(e.Score(question=q, score=s) for q, s in zip(("timeliness", "effect"), scores, strict=False))
    return e.SurveyAnswered(survey=survey, scores=said, low=min(scores) <= 3, recommend=recommend)


@dataclass
class History:
    """Tickets by their number; times are those of Shanghai in May 2024: ``02 09:00`` or ``06-01 09:00``."""

    store: ReadStore
    log: ListLog = field(default_factory=ListLog)
    _told: int = 0

    def __post_init__(self) -> None:
        with self.store.write() as connection:
            for projection in READ:
                Build.live(projection).start(connection, "e1", datetime.now(UTC))

    def ticket(self, number: str, *steps: tuple[str, TicketEvent], **said: Any) -> None:
        for moment, event in steps:
            self.log.happen(number, event, when(moment), **said)

    def record(self, aggregate: str, event: Any, moment: str, ticket: str | None = None) -> None:
        """Of anything but a ticket; a complaint is about a ``ticket``."""
        recorded = self.log.record(aggregate, event, when(moment))
        if ticket:
            envelope = recorded.envelope.model_copy(update={"ticket": f"ticket-{ticket}"})
            self.log.events[-1] = type(recorded)(envelope, event, recorded.sequence)

    def figures(
        self,
        metric: str | Metric,
        by: str | None = None,
        *,
        days: tuple[date, date] = MAY,
        every: Every | None = None,
        now: datetime = NOW,
        **only: Any,
    ) -> list[Measured]:
        self._tell()
        span = whole(*days)
        spans = (span,) if every is None else cut(span, every)
        with self.store.read() as connection:
            look = Look(connection, now, HANDBOOK.targets, Only(**only))
            return measured(_metric(metric), look, spans, by)

    def numbers(self, metric: str | Metric, by: str | None = None, **asked: Any) -> Numbers:
        """Of one period."""
        found = self.figures(metric, by, **asked)
        return {each.of: (None if each.value is None else float(each.value), each.base) for each in found}

    def of_all(self, metric: str | Metric, **asked: Any) -> tuple[float | None, int]:
        return self.numbers(metric, **asked)[None]

    def periods(self, metric: str, every: Every, **asked: Any) -> dict[str, float | None]:
        found = self.figures(metric, every=every, **asked)
        return {each.period: None if each.value is None else float(each.value) for each in found}

    def behind(
        self, metric: str, by: str | None = None, of: str | None = None, *, days: tuple[date, date] = MAY, **only: Any
    ) -> list[Case]:
        """Every case of a figure, a page of two at a time."""
        self._tell()
        found: list[Case] = []
        page: str | None = None
        with self.store.read() as connection:
            look = Look(connection, NOW, HANDBOOK.targets, Only(**only))
            while page or not found:
                part, page = cases(named(metric), look, whole(*days), by, of, page, 2)
                found += part
                if not page:
                    break
        return found

    def _tell(self) -> None:
        """What happened since the last look is read."""
        fresh: Iterable[Any] = self.log.events[self._told :]
        if events := list(fresh):
            write(self.store, [Build.live(each) for each in READ], self._told, events, NOW)
            self._told += len(events)


def _metric(metric: str | Metric) -> Metric:
    return named(metric) if isinstance(metric, str) else metric


def when(moment: str) -> datetime:
    day, _, clock = moment.rpartition(" ")
    return at(clock, f"2024-{day}" if "-" in day else f"2024-05-{day}")


def span(first: date, last: date) -> Span:
    return whole(first, last)
