"""A saved view's state, as far as the rules need it, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import assert_never, cast

from domain.record.envelope import Recorded
from domain.views.events import (
    ViewEvent,
    ViewRedefined,
    ViewRemoved,
    ViewRenamed,
    ViewSaved,
    ViewShared,
    ViewUnshared,
)


@dataclass(frozen=True, slots=True)
class View:
    """Whose it is and what it shows; ``team`` is whom it is ``shared`` with, None everybody."""

    owner: str
    list: str
    name: str
    query: str
    shared: bool = False
    team: str | None = None
    removed: bool = False


def evolve(view: View | None, recorded: Recorded) -> View:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    return after(view, cast("ViewEvent", recorded.event), recorded.envelope.actor.id)


def after(view: View | None, event: ViewEvent, by: str) -> View:
    """What an event of this actor makes of a view."""
    if isinstance(event, ViewSaved):
        return View(by, event.list, event.name, event.query)
    view = view or View(by, "", "", "")
    match event:
        case ViewRedefined(query=query):
            return replace(view, query=query)
        case ViewRenamed(name=name):
            return replace(view, name=name)
        case ViewShared(team=team):
            return replace(view, shared=True, team=team)
        case ViewUnshared():
            return replace(view, shared=False, team=None)
        case ViewRemoved():
            return replace(view, removed=True)
        case _:
            assert_never(event)
