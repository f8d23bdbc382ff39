"""What a report's document is written from: the edition, the period before it, and what became of improvements."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from api.documents.people import people_named
from api.documents.told import Followed, People, ToldReport
from api.service import Service
from api.tables.reading import fetch
from domain.matters.improvements import events as of_improvements
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.reports.events import FollowedUp, ReportPublished
from domain.reports.figure import Figure
from domain.reports.period import Period
from projections.reports.folding import edition
from projections.sql.rows import Row


async def told_report(
    service: Service, row: Row, figures: Sequence[Figure], language: Language, *, of_everybody: bool = True
) -> ToldReport:
    """Of an edition's row, with those of its figures that the reader may see."""
    event, period = read(row), Period.named(row["period"])
    before = await fetch(service.read, lambda connection: _before(connection, period))
    return ToldReport(
        period=period,
        edition=row["edition"],
        published=service.shown.local(row["published"]),
        on_time=row["on_time"],
        figures=figures,
        before=before,
        flagged=event.flagged,
        improvements=[await _followed(service, each) for each in event.improvements],
        people=await engineers(service, figures, language),
        left_out=event.left_out or 0,
        of_everybody=of_everybody,
    )


def read(row: Row) -> ReportPublished:
    """The event that a row stands for."""
    return ReportPublished.model_validate_json(row["body"])


async def engineers(service: Service, figures: Sequence[Figure], language: Language) -> People:
    """Those whom figures name."""
    policies = service.desk.policies
    pack = policies.newest(policies.choice.default)
    return await people_named(service, (each.of for each in figures if each.by == "engineer"), pack, language)


def _before(connection: Connection, period: Period) -> Sequence[Figure]:
    row = edition(connection, period.previous.name)
    return read(row).figures if row else ()


async def _followed(service: Service, said: FollowedUp) -> Followed:
    events = await service.desk.events_of(f"improvement-{said.improvement}")
    return Followed(
        number=said.improvement,
        measure=next(_measures(events), ""),
        status=said.status,
        department=said.department,
        due=date.fromisoformat(said.due) if said.due else None,
        words=next(_words(events), ""),
    )


def _measures(events: Sequence[Recorded]) -> Iterator[str]:
    for each in events:
        if isinstance(each.event, of_improvements.ImprovementProposed):
            yield each.event.measure


def _words(events: Sequence[Recorded]) -> Iterator[str]:
    """What was said of it, the newest first."""
    for each in reversed(events):
        match each.event:
            case of_improvements.ImprovementReported(words=words) | of_improvements.ImprovementFollowed(words=words):
                yield words
            case of_improvements.ImprovementClosed(measured_by=words):
                yield words
            case of_improvements.ImprovementDropped(reason=words):
                yield words
            case _:
                pass
