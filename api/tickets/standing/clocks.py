"""The clocks (时限) of a ticket as the API shows them: each run with its times, and explained in both languages."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.tickets.standing.paging import Asked
from domain.clocks.calendars import Calendars
from domain.clocks.fact import Fact
from domain.clocks.judging import judge
from domain.clocks.past.waiting import Pause
from domain.clocks.run import Run, State
from domain.clocks.telling.sentence import sentence, sentence_of_many
from domain.clocks.telling.spoken import Voice
from domain.clocks.together import Stretch
from domain.clocks.under import graded_as
from domain.policy.pack import Pack
from domain.ticket.vocabulary import WaitsFor

Seconds = Annotated[int, Field(description="Seconds, rounded down.")]


class SaidView(BaseModel):
    """One text in both languages."""

    zh: str
    en: str


class FactView(BaseModel):
    """An event that started, stopped or ended a clock; ``agreed`` is the time it states, or from then ``until``."""

    event: str
    type: str
    version: int
    occurred: datetime
    agreed: datetime | None = None
    until: datetime | None = None


class PauseView(BaseModel):
    """When the ticket waited, and for whom; ``until`` null: it still does."""

    waits_for: WaitsFor
    since: datetime
    until: datetime | None


class RunView(BaseModel):
    """One run of a clock, explained. ``due`` is the last instant in time, null while it waits or is not known.

    ``since`` is when this ``period`` began to count. ``limit`` is null where the start states the time or a day is set.
    ``through`` is the last of several missed periods that are told together, ``due`` then the last one's.
    """

    key: str
    clock: str
    title: SaidView
    explained: SaidView
    state: State
    started: FactView
    since: datetime
    period: int
    through: int | None = None
    severity: str | None
    limit: SaidView | None
    calendar: Literal["24x7", "working-time"]
    pauses: list[PauseView]
    stopped: FactView | None
    ended: FactView | None
    due: datetime | None
    warn_at: datetime | None
    used: Seconds | None
    remaining: Seconds | None
    late_by: Seconds | None
    unknown_year: int | None


class JudgedView(BaseModel):
    """The runs under one version of a pack."""

    policy: str
    title: SaidView
    runs: list[RunView]


class ClocksView(BaseModel):
    """How the clocks stand ``at`` a moment under the ticket's own pack; ``beside``: under another, changing nothing.

    ``next``, where there are more: give it as ``run`` to go on.
    """

    number: str
    at: datetime
    own: JudgedView
    beside: JudgedView | None
    next: str | None = None


class Judging:
    """One ticket's facts, to be judged at a moment under its pack, or others; who asks may see ``theirs`` only."""

    def __init__(
        self,
        facts: Sequence[Fact],
        own: Pack,
        calendars: Calendars,
        at: datetime,
        theirs: Callable[[Run], bool] = lambda _: True,
    ) -> None:
        self._facts, self._own, self._calendars, self._at, self._theirs = facts, own, calendars, at, theirs

    def view(self, number: str, other: Pack | None, asked: Asked) -> ClocksView:
        packs = (self._own, other) if other else (self._own,)
        pages, following = asked.page([asked.told(self._runs(pack)) for pack in packs])
        own, *beside = (self._judged(pack, page) for pack, page in zip(packs, pages, strict=True))
        at = self._local(self._at)
        return ClocksView(number=number, at=at, own=own, beside=beside[0] if beside else None, next=following)

    def _runs(self, pack: Pack) -> list[Run]:
        runs = judge(graded_as(self._facts, self._own, pack), pack, self._calendars, self._at)
        return [run for run in runs if self._theirs(run)]

    def _judged(self, pack: Pack, stretches: Sequence[Stretch]) -> JudgedView:
        runs = [self._run(each.first) if each.count == 1 else self._many(each) for each in stretches]
        return JudgedView(policy=pack.ref, title=SaidView(**pack.title.model_dump()), runs=runs)

    def _many(self, stretch: Stretch) -> RunView:
        """As the first of them, but until the last is due."""
        first, last = stretch.first, stretch.last
        zh, en = (sentence_of_many(first, last, self._voice(chinese)) for chinese in (True, False))
        told = {"explained": SaidView(zh=zh, en=en), "through": last.period, "pauses": []}
        due, warned = (self._local(at) if at else None for at in (last.due, last.warn_at))
        return self._run(first).model_copy(update={**told, "due": due, "warn_at": warned, "used": None})

    def _run(self, run: Run) -> RunView:
        return RunView(
            key=run.key,
            clock=run.clock,
            title=SaidView(**run.rule.title.model_dump()),
            explained=SaidView(**{name: sentence(run, self._voice(name == "zh")) for name in ("zh", "en")}),
            state=run.state,
            started=self._fact(run.started),
            since=self._local(run.since),
            period=run.period,
            severity=run.severity,
            limit=SaidView(zh=run.limit.say(chinese=True), en=run.limit.say(chinese=False)) if run.limit else None,
            calendar=run.rule.calendar,
            pauses=[self._pause(pause) for pause in run.pauses],
            stopped=self._fact(run.stopped) if run.stopped else None,
            ended=self._fact(run.ended) if run.ended else None,
            due=self._local(run.due) if run.due else None,
            warn_at=self._local(run.warn_at) if run.warn_at else None,
            used=_seconds(run.used),
            remaining=_seconds(run.remaining),
            late_by=_seconds(run.late_by),
            unknown_year=run.unknown_year,
        )

    def _fact(self, fact: Fact) -> FactView:
        return FactView(
            event=fact.id,
            type=fact.name,
            version=fact.version,
            occurred=self._local(fact.occurred),
            agreed=self._local(fact.agreed) if fact.agreed else None,
            until=self._local(fact.until) if fact.until else None,
        )

    def _pause(self, pause: Pause) -> PauseView:
        until = self._local(pause.until) if pause.until else None
        return PauseView(waits_for=pause.waits_for, since=self._local(pause.since), until=until)

    def _voice(self, chinese: bool) -> Voice:
        return Voice(self._calendars.zone, chinese, self._day)

    @property
    def _day(self) -> date | None:
        """The reporting day, on which a time of day stands alone."""
        return self._local(self._facts[0].occurred).date() if self._facts else None

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._calendars.zone)


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())
