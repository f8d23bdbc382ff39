"""What can have happened to the rules of routing (``routing-desk``): frozen facts under names that never change."""

from typing import Final, get_args

from domain.rulebook.events import TextApproved, TextProposed, TextPublished, TextRejected


class RoutingProposed(TextProposed):
    """A supervisor put a version of the rules forward."""

    stored_name = "routing-proposed"


class RoutingApproved(TextApproved):
    """Another agreed to it; not needed."""

    stored_name = "routing-approved"


class RoutingRejected(TextRejected):
    """The proposal was taken off the table."""

    stored_name = "routing-rejected"


class RoutingPublished(TextPublished):
    """Tickets are routed by this version from now on."""

    stored_name = "routing-published"


RoutingEvent = RoutingProposed | RoutingApproved | RoutingRejected | RoutingPublished

EVENTS: Final[dict[str, type[RoutingEvent]]] = {event.stored_name: event for event in get_args(RoutingEvent)}
"""Every event type by its stored name."""
