"""The progress tracking table (故障处理进度跟踪表, R40): one row a step: who, when, with what result."""

from typing import Final

from projections.progress.asking import SHEET, THEIR_SHEET, count, page
from projections.progress.folding import PROJECTION, apply, project
from projections.progress.tables import PACKS, PEOPLE, PROGRESS, SORTS, STANDING
from projections.progress.theirs import Seen, told

__all__ = [
    "PACKS",
    "PEOPLE",
    "PROGRESS",
    "PROJECTION",
    "SHEET",
    "SORTS",
    "STANDING",
    "TABLES",
    "THEIR_SHEET",
    "Seen",
    "apply",
    "count",
    "page",
    "project",
    "told",
]

TABLES: Final = (PROGRESS, STANDING, PEOPLE, PACKS)
