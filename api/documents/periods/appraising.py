"""What a person's appraisal is written from: their figures of a period beside their team's and the department's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Connection, select

from api.documents.people import named, on_record
from api.documents.told import Inspected, ToldAppraisal
from api.service import Service
from api.tables.reading import fetch
from domain.matters.inspections.state import Inspection
from domain.matters.kinds import MATTERS as KINDS
from domain.policy.pack import Pack
from domain.refusals import Language
from domain.reports.figure import Figure
from domain.reports.period import Period
from domain.staff.state import Staff
from projections.figures.asking import Look, Only
from projections.figures.report import figures_of
from projections.figures.selecting import solved_by
from projections.matters.folding import MATTERS, state
from projections.sql.rows import Row
from projections.staff import asking

READ: Final = ("figures", "matters", "staff")
"""The read models that it is counted from."""
_SCORED: Final = frozenset({"passed", "finding-raised", "answered", "accepted", "upheld", "closed"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose appraisal, of which period, as far as is known at ``now``, in the deployment's zone."""

    number: str
    period: Period
    now: datetime
    language: Language


async def told_appraisal(service: Service, wanted: Wanted) -> ToldAppraisal:
    """Raises nothing of its own: who solved nothing has figures without a value."""
    policies, staff = service.desk.policies, await on_record(service, wanted.number)
    pack = policies.newest(policies.choice.default)
    mask = pack.masks.progress.responsible
    found = await fetch(service.read, lambda connection: _counted(connection, wanted, staff, pack))
    name = named(staff, mask, wanted.language) if staff else wanted.number
    return replace(found, name=name, cases=[service.shown.row(row) for row in found.cases])


def _counted(connection: Connection, wanted: Wanted, staff: Staff | None, pack: Pack) -> ToldAppraisal:
    period, zone = wanted.period, wanted.now.tzinfo
    start, end = period.within(zone)  # pyright: ignore[reportArgumentType] -- now is in a zone by name
    mates = _mates(connection, staff, period)

    def figures(only: Only) -> list[Figure]:
        return [*figures_of(Look(connection, wanted.now, pack.targets, only), period)]

    return ToldAppraisal(
        number=wanted.number,
        name=wanted.number,
        staff=staff,
        period=period,
        over=wanted.now.date() >= period.after,
        own=figures(Only(engineers=frozenset({wanted.number}))),
        team=figures(Only(engineers=mates)) if mates else None,
        all=figures(Only()),
        inspections=inspections_of(connection, wanted.number, start, end),
        cases=solved_by(connection, wanted.number, start, end),
        stands=wanted.now,
    )


def _mates(connection: Connection, staff: Staff | None, period: Period) -> frozenset[str]:
    """All who were in a team of theirs on the period's first day or its last; they themselves too."""
    teams = _teams(staff, period) if staff else frozenset[str]()
    if not teams:
        return frozenset()
    return frozenset(each.number for each in asking.everybody(connection) if _teams(each, period) & teams)


def _teams(staff: Staff, period: Period) -> frozenset[str]:
    return staff.teams_on(period.first) | staff.teams_on(period.after - timedelta(days=1))


def inspections_of(connection: Connection, number: str, start: datetime, end: datetime) -> list[Inspected]:
    """Those about them that were scored, and last changed in the period."""
    query = (
        select(MATTERS)
        .where(MATTERS.c.kind == "inspection", MATTERS.c.updated >= start, MATTERS.c.updated < end)
        .order_by(MATTERS.c.matter)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return [each for row in rows if (each := _inspected(row, number))]


def _inspected(row: Row, number: str) -> Inspected | None:
    held = cast("Inspection", state(KINDS["inspection"], row["held"]))
    if number not in held.about or row["status"] not in _SCORED or held.total is None or held.pass_mark is None:
        return None
    ticket = str(row["ticket"] or "").removeprefix("ticket-")
    return Inspected(row["matter"], ticket, held.total, held.pass_mark, row["status"])
