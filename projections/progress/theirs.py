"""The steps of a ticket as its customer sees them: told in plain words, with what of each is theirs to see."""

from collections.abc import Mapping

from domain.ticket.events import EVENTS
from projections.progress.facts import FACTS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.milestones import MILESTONES
from projections.wording.remarks.composing import listed

Seen = Mapping[int, frozenset[str]]
"""By the version of an event that they see: the names of its fields that they see."""


def as_theirs(row: Row, seen: Seen) -> Row:
    """A row of an event that they see, without what is composed of several fields."""
    facts, theirs = FACTS[EVENTS[row["event"]]], seen[row["version"]]
    held = {"code": facts.code, "person": facts.person, "due": facts.due, "text": row["text_field"]}
    hidden = {column: None for column, field in held.items() if field not in theirs}
    return {**row, **hidden, "detail": None, "activity": None}


def told(row: Row, reader: Reader) -> str:
    """The remark: how the step is told, and what was typed of it."""
    return listed(reader, MILESTONES[row["event"]][0 if reader.chinese else 1], row["text"])
