"""Who sees of a matter only what is its customer's to see: the customer, and whom a complaint is about."""

from typing import Any

from api.matters.offered import Offered
from api.matters.views import MatterView
from api.tickets.theirs.events import shown_to_customer
from api.tickets.views import HistoryView
from domain.matters.matter import Matter
from domain.matters.theirs import THEIRS, TheirMatter
from domain.record.envelope import Recorded
from domain.rights import Person, may


def limited_to(offered: Offered, matter: Matter, person: Person) -> TheirMatter | None:
    """The list by which they see it; None: they see all of it."""
    listed = THEIRS.get(offered.kind.name)
    permission = may(person, offered.reading, matter)
    if listed is None or permission is None:
        return None
    is_about_them = listed.about and person.id in matter.about
    return listed if permission.role == "customer" or is_about_them else None


def history_of(listed: TheirMatter, view: HistoryView, events: tuple[Recorded, ...]) -> HistoryView:
    """The history without what is not theirs to see."""
    return view.model_copy(update={"events": [*shown_to_customer(view.events, listed.seen(events))]})


def view_of(listed: TheirMatter, view: MatterView) -> MatterView:
    """Likewise as it stands."""
    facts: dict[str, Any] = {name: each for name, each in view.facts.items() if name in listed.facts}
    return view.model_copy(update={"facts": facts})
