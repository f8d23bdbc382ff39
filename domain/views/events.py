"""Everything that can have happened to a saved view (``view-<32 hex digits>``): frozen facts under stored names.

Whose view it is says the first event's actor. What people typed is sealed under the view's own key: it may name
somebody.
"""

from typing import Final, get_args

from domain.record.event import Event
from domain.record.personal import Text
from domain.views.vocabulary import ListName


class ViewSaved(Event):
    """Somebody keeps how they look at a list; ``query`` is what stands behind the ``?`` of its address."""

    stored_name = "view-saved"
    list: ListName
    name: Text
    query: Text


class ViewRedefined(Event):
    """It shows something else of the same list."""

    stored_name = "view-redefined"
    query: Text


class ViewRenamed(Event):
    """It is called otherwise."""

    stored_name = "view-renamed"
    name: Text


class ViewShared(Event):
    """A team may use it too; everybody, where none is named."""

    stored_name = "view-shared"
    team: str | None = None


class ViewUnshared(Event):
    """It is its owner's alone again."""

    stored_name = "view-unshared"


class ViewRemoved(Event):
    """Nobody uses it any more."""

    stored_name = "view-removed"


ViewEvent = ViewSaved | ViewRedefined | ViewRenamed | ViewShared | ViewUnshared | ViewRemoved

EVENTS: Final[dict[str, type[ViewEvent]]] = {event.stored_name: event for event in get_args(ViewEvent)}
"""Every event type by its stored name."""
