"""How an aggregate stands, in the words of the published language: what public events say beside what happened."""

from typing import Any

from domain.matters.matter import Matter
from domain.ticket.state import Ticket


def standing(state: Any) -> dict[str, Any]:
    """The fields that are told of it after every event."""
    match state:
        case Ticket(product=product):
            return {
                "stage": state.stage,
                "severity": state.severity,
                "kind": state.kind,
                "channel": state.channel,
                "product": product.name if product else None,
                "model": product.model if product else None,
                "region": state.region,
                "team": state.team,
            }
        case Matter():
            return {"status": state.status, "ticket": state.ticket}
        case _:
            return {}
