"""Which ready texts fit a ticket as it stands, and the facts that they tell: no name and no number of a person's."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from api.tickets.standing.ticket import TicketView
from domain.refusals import Language
from domain.ticket.vocabulary import LINE, Stage
from gongdan.cli.showing.labels import value

_UNSOLVED: Final = frozenset(LINE) | {Stage.REOPENED, Stage.PAUSED}
_ENDED: Final = frozenset({Stage.CLOSED, Stage.ARCHIVED})


def fitting(ticket: TicketView, *, late: bool) -> Iterator[str]:
    """The steps of ``replies.toml``, what the customer is to answer before what they are only told."""
    open_yet = ticket.stage in _UNSOLVED
    for step, fits in (
        ("resolved", ticket.stage == Stage.RESOLVED),
        ("survey", any(not each.answered for each in ticket.surveys)),
        ("sorry", open_yet and late),
        ("quote", ticket.quote is not None and not (ticket.quote.accepted or ticket.quote.declined)),
        ("plan", open_yet and ticket.plan is not None and ticket.plan.approved and not ticket.plan.chosen),
        ("cooperation", open_yet and any(not each.answered for each in ticket.cooperation)),
        ("missing", open_yet and bool(ticket.missing)),
        ("visit", open_yet and ticket.visit is not None and not ticket.arrived),
        ("parts", open_yet and any(not each.received for each in ticket.parts)),
        ("estimate", open_yet and ticket.estimate is not None),
        ("progress", open_yet and ticket.acknowledged),
        ("received", open_yet),
        ("closed", ticket.stage in _ENDED),
    ):
        if fits:
            yield step


def facts_of(ticket: TicketView, language: Language, engineer: str) -> dict[str, str]:
    """As texts; what is not there is blank."""
    comma = "、" if language == "zh" else ", "
    product: dict[str, Any] = ticket.intake.get("product") or {}
    plan, quote, semicolon = ticket.plan, ticket.quote, "；" if language == "zh" else "; "
    return {
        "number": ticket.number,
        "summary": str(ticket.intake.get("summary", "")),
        "product": " ".join(str(product[name]) for name in ("name", "model") if product.get(name)),
        "status": str(value("status", ticket.status, language)),
        "engineer": engineer,
        "visit": _moment(ticket.visit, language),
        "estimate": _moment(ticket.estimate, language),
        "amount": f"{quote.amount:.2f}" if quote else "",
        "items": quote.items or "" if quote else "",
        "plan": plan.steps if plan else "",
        "options": comma.join(each["name"] for each in plan.options or ()) if plan else "",
        "needs": semicolon.join(each.what for each in ticket.cooperation if not each.answered),
        "missing": comma.join(str(value("missing", each, language)) for each in ticket.missing or ()),
        "parts": comma.join(f"{each.part} × {each.quantity}" for each in ticket.parts if not each.received),
    }


def _moment(at: datetime | None, language: Language) -> str:
    if at is None:
        return ""
    return f"{at.month} 月 {at.day} 日 {at:%H:%M}" if language == "zh" else f"{at.day} {at:%B} {at:%H:%M}"
