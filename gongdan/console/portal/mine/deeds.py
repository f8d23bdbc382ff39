"""What a customer may say of their ticket here: for each the action of the API, and what its form takes for granted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.tickets.standing.parts import PlanView
from api.tickets.standing.ticket import TicketView

Given = Mapping[str, str]
_HERE: Final[Given] = {"given": "portal"}
"""How they gave their word."""
_WRITTEN: Final[Given] = {"direction": "from-customer", "channel": "web"}


@dataclass(frozen=True, slots=True)
class Deed:
    """``given`` is what the form takes for granted as the ticket stands, None where it is not asked now.

    ``by`` is the field of who says it: the name on record, where they type no other. ``bound``: it is said of the
    ticket as it was shown, and asked again where that has changed.
    """

    action: str
    given: Callable[[TicketView], Given | None]
    by: str | None = None
    bound: bool = True


def _always(given: Given) -> Callable[[TicketView], Given]:
    return lambda ticket: given


def _quote(ticket: TicketView) -> Given | None:
    """The newest one, until they said yes or no to it."""
    quote = ticket.quote
    if quote is None or quote.accepted or quote.declined:
        return None
    return {**_HERE, "quote": str(quote.quote)}


def _of_plan(plan: PlanView) -> Given:
    return {**_HERE, "plan": str(plan.plan)}


def _options(ticket: TicketView) -> Given | None:
    """The plan that was sent to them, while it has ways to choose from and they have not."""
    plan = ticket.plan
    open_to_choose = plan and plan.shared and plan.options and plan.chosen is None and not plan.rejected
    return _of_plan(plan) if plan and open_to_choose else None


def _plan(ticket: TicketView) -> Given | None:
    """The plan that was sent to them, once its way is chosen, until they said yes or no to it."""
    plan = ticket.plan
    if plan is None or not plan.shared or plan.rejected or (plan.options and plan.chosen is None):
        return None
    return None if plan.plan in (ticket.consent, ticket.refused_repair) else _of_plan(plan)


def _survey(ticket: TicketView) -> Given | None:
    """The newest that they have not answered."""
    waiting = [each.survey for each in ticket.surveys if not each.answered]
    return {**_HERE, "survey": str(waiting[-1])} if waiting else None


def _remote(ticket: TicketView) -> Given | None:
    return None if ticket.remote else _HERE


def _withdrawable(ticket: TicketView) -> Given | None:
    return _HERE if ticket.remote else None


def _visit(ticket: TicketView) -> Given | None:
    """Once somebody is to come, until they are there."""
    return _WRITTEN if (ticket.visit or ticket.visit_expected) and not ticket.arrived else None


def _when(statuses: frozenset[str], given: Given) -> Callable[[TicketView], Given | None]:
    return lambda ticket: given if ticket.status in statuses else None


_DONE: Final = frozenset({"confirmed", "closed"})

DEEDS: Final[Mapping[str, Deed]] = {
    "confirm": Deed("confirm", _always(_HERE), "signature"),
    "not-solved": Deed("reject", _when(frozenset({"resolved"}), _HERE)),
    "agree-fee": Deed("accept-fee", _quote, "by"),
    "decline-fee": Deed("decline-fee", _quote, "by"),
    "choose": Deed("choose-option", _options, "by"),
    "agree-plan": Deed("consent", _plan, "by"),
    "refuse-plan": Deed("refuse-repair", _plan, "by"),
    "rate": Deed("answer-survey", _survey, bound=False),
    "object": Deed("object", _when(_DONE, _HERE)),
    "allow-remote": Deed("authorise-remote", _remote, "by"),
    "end-remote": Deed("refuse-remote", _withdrawable, "by"),
    "visit": Deed("communicate", _visit, bound=False),
    "write": Deed("communicate", _always(_WRITTEN), bound=False),
}
"""By their place under the ticket."""
_ASKED: Final = ("confirm", "agree-fee", "choose", "agree-plan", "rate")
"""What we wait for, in the order in which it presses."""


def given_now(name: str, ticket: TicketView) -> Given | None:
    """What the form of a deed takes for granted; None where it is not open to them as the ticket stands."""
    deed = DEEDS.get(name)
    return deed.given(ticket) if deed and deed.action in ticket.possible else None


def open_now(ticket: TicketView) -> list[str]:
    """All that they may say now."""
    return [name for name in DEEDS if given_now(name, ticket) is not None]


def asked_now(ticket: TicketView) -> list[str]:
    """What of it we wait for."""
    return [name for name in _ASKED if given_now(name, ticket) is not None]
