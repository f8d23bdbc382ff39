"""个人考核 (R41): a person's figures beside their team's and the department's, and what these come from."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from api.documents.paper import Section, Signature
from api.documents.told import ToldAppraisal
from domain.matters.kinds import MATTERS as KINDS
from domain.staff.state import Staff
from gongdan.documents.periods import tables
from gongdan.documents.writing import Writer
from projections.appraisals import MEASURES
from projections.reports.measured import spoken, unit_of
from projections.reports.sheets import appraisal_rows
from projections.sql.rows import Row

_LINES: Final = 5
"""For what person and supervisor write by hand."""


def sections(write: Writer, told: ToldAppraisal) -> Iterator[Section]:
    yield _person(write, told)
    yield _figures(write, told)
    yield _inspections(write, told)
    yield _trainings(write, told)
    rows = (_case(write, row) for row in told.cases)
    headings = ("ticket", "opened", "solved", "lasted", "setbacks", "score")
    yield write.table("cases", headings, rows, none="cases")
    yield write.passage("words", "", lines=_LINES)


def signatures(write: Writer, told: ToldAppraisal) -> list[Signature]:
    return [Signature(who=write.words.sign("person"), name=told.name), Signature(who=write.words.sign("supervisor"))]


def _person(write: Writer, told: ToldAppraisal) -> Section:
    staff, day = told.staff, told.period.first
    teams = staff.teams_on(day) if staff else frozenset[str]()
    return write.facts(
        "person",
        {
            "name": told.name,
            "number": told.number,
            "office": staff.office if staff else "",
            "teams": write.listed(sorted(teams)),
            "period": told.period.name,
        },
    )


def _figures(write: Writer, told: ToldAppraisal) -> Section:
    chinese, no_team = write.words.chinese, write.words.said("none-of-team")
    rows = (
        (
            write.code(MEASURES, row["measure"]),
            spoken(row["measure"], row["own"], chinese=chinese),
            spoken(row["measure"], row["team"], chinese=chinese) if told.team is not None else no_team,
            spoken(row["measure"], row["all"], chinese=chinese),
            tables.target_of(write, row["measure"], row["target"]),
            tables.verdict_of(write, row["reached"]),
            "" if unit_of(row["measure"]) == "count" else f"{row['base']:,}",
        )
        for row in appraisal_rows(told.own, told.team, told.all)
    )
    headings = ("measure", "own", "team", "all", "target", "reached", "base")
    return write.table("figures", headings, rows, none="figures")


def _inspections(write: Writer, told: ToldAppraisal) -> Section:
    statuses = KINDS["inspection"].statuses
    rows = (
        (each.number, each.ticket, each.total, each.pass_mark, statuses[each.status].say(chinese=write.words.chinese))
        for each in told.inspections
    )
    return write.table("inspections", ("inspection", "ticket", "total", "pass_mark", "state"), rows, none="inspections")


def _trainings(write: Writer, told: ToldAppraisal) -> Section:
    """Trainings of the period, and the certificates that were valid on its first day or were won in it."""
    rows = [*_learnt(told.staff, told), *_certified(told.staff, told)] if told.staff else []
    return write.table("trainings", ("at", "skill", "certificate", "until"), rows, none="trainings")


def _learnt(staff: Staff, told: ToldAppraisal) -> Iterator[tuple[object, ...]]:
    for training in staff.trainings:
        if told.period.first <= training.day < told.period.after:
            yield training.day, training.title, "", None


def _certified(staff: Staff, told: ToldAppraisal) -> Iterator[tuple[object, ...]]:
    for (skill, certificate), days in sorted(staff.skills.items(), key=lambda held: held[0][0]):
        for span in days.spans:
            if span.since < told.period.after and span.until >= told.period.first:
                yield span.since, skill, certificate, None if span.until == date.max else span.until


def _case(write: Writer, row: Row) -> tuple[object, ...]:
    scores = row["scores"].values()
    mean = f"{sum(scores) / len(scores):.1f}" if scores else ""
    took = write.lasting(row["first_solved"] - row["reported"])
    return row["number"], row["reported"], row["first_solved"], took, row["setbacks"] or "", mean
