"""Everybody's tasks, as far as somebody may read the tickets that they are of."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_

from projections.tasks.asking import TaskFilter
from projections.tasks.tables import TASKS


@dataclass(frozen=True)
class VisibleTasks(TaskFilter):
    """Of tickets those ``among`` some, and all of what is no ticket; None: all."""

    among: Select[tuple[str]] | None = None

    def applied(self, query: Any) -> Any:
        found = super().applied(query)
        if self.among is None:
            return found
        return found.where(or_(TASKS.c.belongs_to != "ticket", TASKS.c.number.in_(self.among)))
