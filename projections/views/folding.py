"""How each event changes what a saved view shows, what it is called, and who may use it."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, MetaData, Table

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from domain.views.events import (
    ViewRedefined,
    ViewRemoved,
    ViewRenamed,
    ViewSaved,
    ViewShared,
    ViewUnshared,
)
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

VIEWS: Final = Table(
    "views",
    MetaData(),
    Column("view", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("list", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("team", Text),
    Column("removed", Boolean, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("views_by_owner", "owner", "list", "name"),
    Index("views_shared", "shared", "removed"),
)
"""A view by its id. One that was removed keeps nothing of what was typed into it."""


def apply(rows: Rows, recorded: Recorded) -> None:
    event, view = recorded.event, id_of(recorded.envelope.aggregate)
    if isinstance(event, ViewSaved):
        rows.put(VIEWS, _saved(view, event, recorded))
        return
    row = rows.get(VIEWS, view)
    if row is not None:
        rows.put(VIEWS, row | _changed(recorded) | {"updated": recorded.envelope.occurred})


PROJECTION: Final = Projection("views", 1, TITLES["views"][0], (VIEWS,), apply, frozenset({"view"}))


def _saved(view: str, event: ViewSaved, recorded: Recorded) -> Row:
    at = recorded.envelope.occurred
    return {
        "view": view,
        "owner": recorded.envelope.actor.id,
        "list": event.list,
        "name": event.name,
        "query": event.query,
        "shared": False,
        "team": None,
        "removed": False,
        "saved": at,
        "updated": at,
    }


def _changed(recorded: Recorded) -> Row:
    match recorded.event:
        case ViewRedefined(query=query):
            return {"query": query}
        case ViewRenamed(name=name):
            return {"name": name}
        case ViewShared(team=team):
            return {"shared": True, "team": team}
        case ViewUnshared():
            return {"shared": False, "team": None}
        case ViewRemoved():
            return {"removed": True, "shared": False, "team": None, "name": "", "query": ""}
        case _:
            return {}
