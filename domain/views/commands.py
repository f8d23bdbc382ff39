"""Everything that can be asked of a saved view: imperative, validated, and without who or when."""

from typing import Annotated, Final, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.record.command import Command, Id, Line
from domain.views import events
from domain.views.query import Query
from domain.views.vocabulary import ListName


def _is_name(text: str) -> str:
    """Raises for a slash, which stands between an owner and a name."""
    if "/" in text:
        raise PydanticCustomError("slash", "should hold no slash")
    return text


Name = Annotated[Line, Field(max_length=60), AfterValidator(_is_name)]


class SaveView(Command):
    """Keep how one looks at a list under a name: its filters, order and columns."""

    action = "save-view"
    causes = events.ViewSaved
    list: ListName
    name: Name
    query: Query


class RedefineView(Command):
    """Let one's view show something else of the same list."""

    action = "redefine-view"
    causes = events.ViewRedefined
    query: Query


class RenameView(Command):
    """Call one's view otherwise."""

    action = "rename-view"
    causes = events.ViewRenamed
    name: Name


class ShareView(Command):
    """Let a team use one's view, or everybody where none is named."""

    action = "share-view"
    causes = events.ViewShared
    team: Id | None = None


class UnshareView(Command):
    """Have one's view for oneself alone again."""

    action = "unshare-view"
    causes = events.ViewUnshared


class RemoveView(Command):
    """Give one's view up."""

    action = "remove-view"
    causes = events.ViewRemoved


ViewCommand = SaveView | RedefineView | RenameView | ShareView | UnshareView | RemoveView

COMMANDS: Final[dict[str, type[ViewCommand]]] = {command.action: command for command in get_args(ViewCommand)}
"""Every command by the word it has in the rights table."""
