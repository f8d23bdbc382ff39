"""How long each part took to come (备件供货时长, R23): from the request to the receipt, of a ticket's own history."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from domain.record.envelope import Recorded
from domain.ticket.events import PartReceived, PartRequested


def lead_times(history: Iterable[Recorded]) -> Mapping[int, timedelta]:
    """By the number of the request, as it happened; none of what has not come, or came before it was asked for."""
    asked: dict[int, datetime] = {}
    found: dict[int, timedelta] = {}
    for recorded in history:
        match recorded.event:
            case PartRequested(request=number):
                asked.setdefault(number, recorded.envelope.occurred)
            case PartReceived(request=number) if number in asked and number not in found:
                found[number] = recorded.envelope.occurred - asked[number]
            case _:
                pass
    return {number: took for number, took in found.items() if took >= timedelta(0)}
