"""Courses of tickets for tests of how they went, and the pure reading of what came of them."""

import json
from typing import Any

from projections.processes.conformance.terms import DEFAULT, SHIPPED
from projections.processes.finding import Course
from projections.processes.folding import new, project
from projections.processes.traces import digest
from tests.projections.logs import ListLog


def folded(log: ListLog, number: str = "1") -> dict[str, Any]:
    """The row of a ticket by the pure fold alone."""
    row: dict[str, Any] | None = None
    for recorded in log.events:
        if recorded.envelope.aggregate == f"ticket-{number}":
            terms = SHIPPED.get(recorded.envelope.policy or "", DEFAULT)
            row = project(row or new(recorded.envelope), recorded, terms)
    assert row is not None
    return row


def path(row: dict[str, Any], of: str = "path") -> list[str]:
    return json.loads(row[of])


def waits(row: dict[str, Any], of: str = "waits") -> list[int]:
    """In whole seconds."""
    return [int(each) // 1000 for each in row[of].split(",")]


def course(told: str, *seconds: int, number: str = "1") -> Course:
    """``a b c``, with the seconds between."""
    listed = json.dumps(told.split(), separators=(",", ":"))
    return Course(number, digest(listed), listed, ",".join(str(wait * 1000) for wait in seconds))
