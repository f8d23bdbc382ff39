"""Who gets a file of a ticket: what it shows is the customer's personal data, and nothing masks it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from api.manners.problems import ApiProblem
from api.service import Service
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Sent
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Recorded
from domain.rights import Person, check, may
from domain.ticket.commands import UnmaskPersonalData
from domain.ticket.events import PersonalDataUnmasked
from domain.ticket.state import Ticket

HOLDS: Final = timedelta(minutes=15)
"""So long an unmasking opens the files that were there when it was recorded."""


def require_right(
    person: Person, ticket: Ticket, events: Iterable[Recorded], added: Recorded, at: datetime
) -> Recorded | None:
    """Who may add files gets them; who may unmask, for a while after they have said on the ticket why: that event.

    Raises Forbidden, ApiProblem.
    """
    if may(person, "attach", ticket):
        return None
    check(person, "unmask", ticket)
    said = [each for each in events if _opens(each, person, added, at)]
    if not said:
        raise ApiProblem("unmasking-needed", minutes=int(HOLDS.total_seconds() // 60))
    return said[-1]


async def record_fetching(service: Service, number: str, sha256: str, unmasking: Recorded, sent: Sent) -> None:
    """Each file that is given out upon an unmasking is a look of its own: an event that follows from it."""
    first = unmasking.envelope
    reason = getattr(unmasking.event, "reason", "")
    command = UnmaskPersonalData(reason=f"{reason} [sha256:{sha256}]")

    async def work(traced: CommandMetadata) -> Answer:
        caused = replace(traced, causation=first.id, correlation=first.correlation)
        return await service.desk.handle(number, command, caused)

    await asked(command.action, sent.metadata(f"tickets/{number}/attachments/{sha256}"), work, number)


def _opens(each: Recorded, person: Person, added: Recorded, at: datetime) -> bool:
    """What was asked for by this person themselves, not long ago, and after the file came: no look that followed."""
    envelope = each.envelope
    asked_for = isinstance(each.event, PersonalDataUnmasked) and envelope.causation is None
    fresh = at <= envelope.recorded + HOLDS
    return asked_for and envelope.actor.id == person.id and fresh and envelope.version > added.envelope.version
