"""The work-order register (售后服务工单登记表, R38): one row a ticket, where it stands and who has it."""

from typing import Final

from projections.register.asking import RegisterFilter, count, find, opened_by, page
from projections.register.folding import PROJECTION, apply, project
from projections.register.sheets import FAULTS, SHEET
from projections.register.tables import PACKS, PEOPLE, REGISTER, SORTS

__all__ = [
    "FAULTS",
    "PACKS",
    "PEOPLE",
    "PROJECTION",
    "REGISTER",
    "SHEET",
    "SORTS",
    "TABLES",
    "RegisterFilter",
    "apply",
    "count",
    "find",
    "opened_by",
    "page",
    "project",
]

TABLES: Final = (REGISTER, PEOPLE, PACKS)
