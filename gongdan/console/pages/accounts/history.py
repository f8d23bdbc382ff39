"""What happened to an account, as its pages tell it."""

from typing import Any

from api.service import Service
from api.tickets.views import EventView
from gongdan.cli.showing.labels import dotted

Told = list[tuple[EventView, list[tuple[str, Any]]]]


async def happened(service: Service, number: str) -> Told:
    """The oldest first, each with its facts."""
    events = await service.desk.events_of(f"account-{number}")
    return [(event, dotted(event.data)) for event in service.shown.events(events)]
