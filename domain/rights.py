"""Who may do what to which ticket: PROCESS section 9, as far as the ticket's core life goes.

Until teams are on record, a supervisor's ``team`` is everybody.
"""

from collections.abc import Collection
from typing import Final, Literal

from domain.refusals import Forbidden
from domain.ticket.state import Ticket
from domain.wording import ROLES

Scope = Literal["own", "all"]
Grant = dict[str, Scope]

_HANDLING: Final[Grant] = {
    "agent": "own",
    "engineer": "own",
    "complaint-handler": "own",
    "supervisor": "all",
}
_INTAKE: Final[Grant] = {
    "agent": "all",
    "clerk": "all",
    "supervisor": "all",
    "customer": "own",
    "engineer": "own",
    "complaint-handler": "own",
}
_GRADING: Final[Grant] = {
    "agent": "all",
    "supervisor": "all",
    "engineer": "own",
    "complaint-handler": "own",
}
_CUSTOMERS_WORD: Final[Grant] = {"customer": "own", "agent": "all", "engineer": "own"}
_READING: Final[Grant] = {
    "agent": "all",
    "complaint-handler": "all",
    "engineer": "own",
    "supervisor": "all",
    "quality": "all",
    "manager": "all",
    "clerk": "all",
    "auditor": "all",
    "customer": "own",
}

RIGHTS: Final[dict[str, Grant]] = {
    "open": _INTAKE,
    "note": _INTAKE,
    "contact": _INTAKE,
    "acknowledge": {"agent": "all", "supervisor": "all", "complaint-handler": "own"},
    "grade": _GRADING,
    "estimate": _HANDLING,
    "diagnose": _HANDLING,
    "dispatch": {"supervisor": "all", "emergency-team": "all"},
    "accept": {"engineer": "own"},
    "visit": {"engineer": "own"},
    "escalate": _HANDLING,
    "pause": _HANDLING,
    "resume": _HANDLING,
    "resolve": _HANDLING,
    "confirm": _CUSTOMERS_WORD,
    "reject": _CUSTOMERS_WORD,
    "close": {"agent": "own", "engineer": "own", "supervisor": "all"},
    "close-without-consent": {"supervisor": "all"},
    "reopen": {"customer": "own", "agent": "all"},
    "cancel": {"agent": "all", "supervisor": "all"},
    "import": {"clerk": "all"},
    "read": _READING,
    "operate": {"administrator": "all"},
}
"""For each action the roles that may take it, and on whose tickets."""


def may(actor: str, roles: Collection[str], action: str, ticket: Ticket | None = None) -> str | None:
    """The role in which the actor may act, the first in the table's order; None where there is none.

    ``ticket`` None stands for what is not about one ticket: opening one, or a list. Own is what one opened, or is the
    engineer or the customer of; to accept work one must be the engineer it was given to.
    """
    own = ticket is None or actor == ticket.engineer
    if ticket is not None and action != "accept":
        own = own or actor in (ticket.opened_by, ticket.customer)
    return next((role for role, scope in RIGHTS[action].items() if role in roles and (own or scope == "all")), None)


def check(actor: str, roles: Collection[str], action: str, ticket: Ticket | None = None) -> str:
    """As :func:`may`, but raises Forbidden where there is no such role."""
    role = may(actor, roles, action, ticket)
    if role is None:
        known = tuple(role for role in ROLES if role in roles) or tuple(roles)
        raise Forbidden("forbidden", actor=actor, roles=known, action=action, allowed=_who_may(action, ticket))
    return role


def _who_may(action: str, ticket: Ticket | None) -> tuple[str, ...]:
    """The roles, with ``own:`` before one whose holder may do it to own tickets only."""
    return tuple(f"own:{role}" if scope == "own" and ticket else role for role, scope in RIGHTS[action].items())


def reads_all(roles: Collection[str]) -> bool:
    """Whether a list shows every ticket; else it shows one's own."""
    return any(_READING.get(role) == "all" for role in roles)
