"""The rules of a saved view: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from typing import assert_never, cast

from domain.refusals import NotAllowed
from domain.views.commands import (
    RedefineView,
    RemoveView,
    RenameView,
    SaveView,
    ShareView,
    UnshareView,
    ViewCommand,
)
from domain.views.events import ViewEvent
from domain.views.query import holds_free_text
from domain.views.state import View


def decide(view: View | None, command: ViewCommand, by: str) -> list[ViewEvent]:
    """Answer a command of ``by`` with the events it causes; an empty list means already so. Raises NotAllowed."""
    if view is None:
        if not isinstance(command, SaveView):
            raise NotAllowed("view-not-saved")
        return [_caused(command)]
    if by != view.owner:
        raise NotAllowed("view-of-another")
    if _already_so(view, command):
        return []
    _check(view, command)
    return [_caused(command)]


def _already_so(view: View, command: ViewCommand) -> bool:
    match command:
        case SaveView(list=listed, name=name, query=query):
            return (view.list, view.name, view.query) == (listed, name, query) and not view.removed
        case RemoveView():
            return view.removed
        case RedefineView(query=query):
            return view.query == query and not view.removed
        case RenameView(name=name):
            return view.name == name and not view.removed
        case ShareView(team=team):
            return view.shared and view.team == team and not view.removed
        case UnshareView():
            return not view.shared
        case _:
            assert_never(command)


def _check(view: View, command: ViewCommand) -> None:
    """Raises NotAllowed for what is not so."""
    if view.removed:
        raise NotAllowed("view-removed")
    match command:
        case SaveView():
            raise NotAllowed("view-saved-already")
        case ShareView() if holds_free_text(view.query):
            raise NotAllowed("view-holds-text")
        case RedefineView(query=query) if view.shared and holds_free_text(query):
            raise NotAllowed("view-holds-text")
        case _:
            pass


def _caused(command: ViewCommand) -> ViewEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("ViewEvent", command.causes.model_validate(said))
