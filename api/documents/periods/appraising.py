"""What a person's appraisal is written from: their figures of a period beside their team's and the department's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from api.documents.people import named, on_record
from api.documents.periods.inspecting import inspections_of
from api.documents.told import ToldAppraisal
from api.service import Service
from api.tables.reading import fetch
from domain.policy.pack import Pack
from domain.refusals import Language
from domain.reports.period import Period
from domain.staff.state import Staff
from projections.appraisals import READ as COUNTED
from projections.appraisals import appraised
from projections.appraisals.cases import solved_by
from projections.figures.asking import Look
from projections.staff import asking

READ: Final = (*COUNTED, "staff")
"""The read models that it is counted from."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose appraisal, of which period, as far as is known at ``now``, in the deployment's zone."""

    number: str
    period: Period
    now: datetime
    language: Language


async def told_appraisal(service: Service, wanted: Wanted) -> ToldAppraisal:
    """Raises nothing of its own: who did nothing has figures without a value."""
    policies, staff = service.desk.policies, await on_record(service, wanted.number)
    pack = policies.newest(policies.choice.default)
    mask = pack.masks.progress.responsible
    found = await fetch(service.read, lambda connection: _counted(connection, wanted, staff, pack))
    name = named(staff, mask, wanted.language) if staff else wanted.number
    inspections = await inspections_of(service, wanted.number, wanted.period)
    return replace(found, name=name, inspections=inspections, cases=[service.shown.row(row) for row in found.cases])


def _counted(connection: Connection, wanted: Wanted, staff: Staff | None, pack: Pack) -> ToldAppraisal:
    period, look = wanted.period, Look(connection, wanted.now, pack.targets)
    mates = _mates(connection, staff, period)
    return ToldAppraisal(
        number=wanted.number,
        name=wanted.number,
        staff=staff,
        period=period,
        over=wanted.now.date() >= period.after,
        own=appraised(look, period, {wanted.number}),
        team=appraised(look, period, mates) if mates else None,
        all=appraised(look, period, None),
        inspections=(),
        cases=solved_by(connection, wanted.number, period),
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
