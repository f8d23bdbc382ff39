"""Who gets a file of a ticket: what it shows is the customer's personal data, and nothing masks it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
from domain.ticket.commands import LookAtFile, UnmaskPersonalData
from domain.ticket.events import PersonalDataUnmasked
from domain.ticket.state import Ticket

HOLDS: Final = timedelta(minutes=15)
"""So long an unmasking opens the files that were there when it was recorded."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a file by who does not work on its ticket: why, and the unmasking that it follows from, if it does."""

    reason: str
    unmasking: Recorded | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file as it is asked for: when it came to the ticket, by whom it is wanted, and why if they say so."""

    added: Recorded
    person: Person
    at: datetime
    reason: str | None = None


def require_right(wanted: Wanted, ticket: Ticket, events: Iterable[Recorded]) -> Look | None:
    """Who may add files gets them. Who may unmask gets them for a while after they have said on the ticket why, who
    only reads the ticket one by one, each for a reason: that look is to be recorded.

    Raises Forbidden, ApiProblem.
    """
    person = wanted.person
    if may(person, "attach", ticket):
        return None
    if may(person, "unmask", ticket):
        said = [each for each in events if _opens(each, wanted)]
        if not said:
            raise ApiProblem("unmasking-needed", minutes=int(HOLDS.total_seconds() // 60))
        return Look(getattr(said[-1].event, "reason", ""), said[-1])
    check(person, "fetch-file", ticket)
    if wanted.reason is None:
        raise ApiProblem("file-reason-needed")
    return Look(wanted.reason)


async def record_look(service: Service, number: str, sha256: str, look: Look, sent: Sent) -> None:
    """Each file that is given out to who does not work on the ticket is an event on it."""
    kind = UnmaskPersonalData if look.unmasking else LookAtFile
    command = kind(reason=f"{look.reason} [sha256:{sha256}]")

    async def work(traced: CommandMetadata) -> Answer:
        if look.unmasking:
            first = look.unmasking.envelope
            traced = replace(traced, causation=first.id, correlation=first.correlation)
        return await service.desk.handle(number, command, traced)

    await asked(command.action, sent.metadata(f"tickets/{number}/attachments/{sha256}"), work, number)


def _opens(each: Recorded, wanted: Wanted) -> bool:
    """What was asked for by this person themselves, not long ago, and after the file came: no look that followed."""
    envelope = each.envelope
    asked_for = isinstance(each.event, PersonalDataUnmasked) and envelope.causation is None
    theirs = envelope.actor.id == wanted.person.id
    fresh = wanted.at <= envelope.recorded + HOLDS
    return asked_for and theirs and fresh and envelope.version > wanted.added.envelope.version
