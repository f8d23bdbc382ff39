"""The work-order register (售后服务工单登记表, R38): one row a ticket, where it stands and who has it."""

from projections.register.asking import Look, count, find, named, opened_by, page, reported_between
from projections.register.filtering import RegisterFilter
from projections.register.folding import PROJECTION, apply, project
from projections.register.pressing import next_mattering, pressing
from projections.register.sheets import FAULTS, SHEET
from projections.register.tables import PACKS, PEOPLE, REGISTER, SORTS, TABLES

__all__ = [
    "FAULTS",
    "PACKS",
    "PEOPLE",
    "PROJECTION",
    "REGISTER",
    "SHEET",
    "SORTS",
    "TABLES",
    "Look",
    "RegisterFilter",
    "apply",
    "count",
    "find",
    "named",
    "next_mattering",
    "opened_by",
    "page",
    "pressing",
    "project",
    "reported_between",
]
