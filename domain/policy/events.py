"""What can have happened to a policy pack (``policy-<name>``): frozen facts under stored names that never change."""

from typing import Final, get_args

from domain.rulebook.events import TextApproved, TextProposed, TextPublished, TextRejected


class PolicyProposed(TextProposed):
    """An administrator put a version of the pack forward."""

    stored_name = "policy-proposed"


class PolicyApproved(TextApproved):
    """A manager agreed to it."""

    stored_name = "policy-approved"


class PolicyRejected(TextRejected):
    """A manager did not."""

    stored_name = "policy-rejected"


class PolicyPublished(TextPublished):
    """The version judges tickets from now on."""

    stored_name = "policy-published"


PolicyEvent = PolicyProposed | PolicyApproved | PolicyRejected | PolicyPublished

EVENTS: Final[dict[str, type[PolicyEvent]]] = {event.stored_name: event for event in get_args(PolicyEvent)}
"""Every event type by its stored name."""
