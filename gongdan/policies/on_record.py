"""The texts that come with the program stand in the log, too: put there at the start, harmless when repeated."""

from domain.application import TicketDesk
from domain.calendar.commands import ProposeCalendar, PublishCalendar, calendar_key
from domain.calendar.shipped import SHIPPED as CALENDARS
from domain.calendar.shipped import is_shipped
from domain.calendar.shipped import shipped_text as shipped_calendar
from domain.desk.kinds import kind_of
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.policy.commands import ProposePolicy, PublishPolicy, policy_key
from domain.policy.in_force import shipped_text
from domain.policy.shipped import SHIPPED as PACKS
from domain.record.identity import request_command_id
from domain.rulebook.commands import ProposeText, PublishText, digest
from domain.rulebook.state import Rulebook


async def put_packs_on_record(desk: TicketDesk, names: set[str]) -> None:
    """The shipped packs among these, which tickets may get."""
    for name in sorted(names & set(PACKS)):
        proposal, key = ProposePolicy(text=shipped_text(name)), policy_key(name)
        book: Rulebook | None = kind_of(key).fold(await desk.events_of(key))
        if book is None or proposal.version > book.version:
            await _publish(desk, key, proposal, PublishPolicy(version=proposal.version))


async def put_calendars_on_record(desk: TicketDesk) -> None:
    """The shipped calendars; where a department has a version of its own, what comes next is for people to say."""
    for region in CALENDARS:
        key = calendar_key(region)
        book: Rulebook | None = kind_of(key).fold(await desk.events_of(key))
        proposal = ProposeCalendar(text=shipped_calendar(region))
        if _follows(book or Rulebook(), proposal.version):
            await _publish(desk, key, proposal, PublishCalendar(version=proposal.version))


def _follows(book: Rulebook, version: int) -> bool:
    """Whether it is the next version of a text that nobody changed, and nobody is about to."""
    untouched = all(is_shipped(digest(text)) for text in book.texts.values())
    waits = book.proposal is not None and not is_shipped(book.proposal.sha256)
    return version > book.version and untouched and not waits


async def _publish(desk: TicketDesk, key: str, proposal: ProposeText, publication: PublishText) -> None:
    for asked in (proposal, publication):
        await desk.act(key, asked, CommandMetadata(_id(asked.action, proposal.text), SYSTEM))


def _id(action: str, text: str) -> str:
    return request_command_id(SYSTEM.id, action, digest(text))
