"""Letters on tickets: one opens a ticket or is put with one, with its files and, to the byte, itself."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from pydantic import ValidationError

from api.callers import Caller
from api.mail.port import Unusable
from api.service import Service
from api.tables.reading import fetch
from api.tickets.attachments.adding import Coming, added, stored
from api.tickets.looking import found_ticket
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Sent, handled
from api.tickets.sending.repeated import is_caught_up, opened_before
from api.tickets.whose import require_in_use
from consumers.notices.planning.reaching import address_on
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Recorded
from domain.record.identity import customer_key, is_customer_key, request_command_id
from domain.refusals import NotAllowed
from domain.ticket.commands import LogCommunication, OpenTicket
from domain.ticket.events import Contact
from domain.ticket.vocabulary import Channel
from gongdan.attachments.refusals import AttachmentRefused, AttachmentsUnavailable
from gongdan.mailing.reading.letter import Letter
from projections.customers.finding import found_by

log = structlog.get_logger(__name__)

ROUTE: Final = "mail"
"""What the keys of letters count on."""
_LONGEST: Final = 19_000
_FILES: Final = 50
"""Files of one letter that go by themselves: more stand in the whole letter alone."""
_CUT: Final = "\n……（全文见所附邮件 the whole text is in the e-mail attached）"
_NOTHING: Final = "（无正文，见所附邮件 no text; see the e-mail attached）"
_UNNAMED: Final = "（无主题邮件 e-mail without a subject）"
_NOT_TAKEN: Final = "（以下附件仅在所附邮件中 only within the e-mail attached: {names}）"


@dataclass(frozen=True, slots=True)
class Put:
    """Where a letter went; ``whole``: whether all of it is there, to the byte."""

    number: str
    whole: bool


async def customer_by(service: Service, address: str) -> str | None:
    """The key of the customer whom this address is known of, the one most recently seen where several have it."""
    await is_caught_up(service, "customers")
    found = await fetch(service.read, lambda connection: found_by(connection, "email", address))
    return found[0].row["customer"] if found else None


def new_customer(letter: Letter) -> str:
    """The key of a sender whom nobody knows: the letter brought again brings in the same one."""
    return customer_key(request_command_id("public", ROUTE, letter.id))


async def open_by(service: Service, letter: Letter, customer: str) -> Put:
    """A ticket of the customer's, opened by themselves. Raises Unusable, and what the desk raises."""
    return await opened(service, letter, Caller(customer, frozenset({"customer"}), channel="mail"), customer)


async def opened(service: Service, letter: Letter, caller: Caller, customer: str) -> Put:
    """By whoever calls. Raises Unusable, and what the desk raises."""
    command = _opening(letter)
    metadata = Sent(caller, letter.id).metadata(ROUTE, customer=customer)

    async def work(traced: CommandMetadata) -> Answer:
        return await opened_before(service, traced.id) or await service.desk.open(command, traced)

    answer = await asked("open", metadata, work)
    whole, left_out = await _files(service, answer.number, letter, caller)
    if left_out:
        await _say(service, answer.number, letter, caller, _listed(left_out))
    return Put(answer.number, whole)


async def continue_by(service: Service, letter: Letter, number: str) -> Put:
    """As the ticket's customer. Raises TicketNotFound, Unusable, and what the desk raises."""
    number, history = await _history(service, number)
    key = history[0].envelope.customer or ""
    if not is_customer_key(key):
        raise Unusable
    await require_in_use(service, key)
    caller = Caller(key, frozenset({"customer"}), channel="mail")
    return await continued(service, letter, number, caller)


async def continued(service: Service, letter: Letter, number: str, caller: Caller) -> Put:
    """By whoever calls. Raises TicketNotFound, Unusable, and what the desk raises."""
    _, history = await _history(service, number)
    whole, left_out = await _files(service, number, letter, caller)
    known = address_on(history)
    other = f"<{letter.sender}>\n" if known and letter.sender and known.casefold() != letter.sender.casefold() else ""
    await _say(service, number, letter, caller, other + _words(letter) + (f"\n{_listed(left_out)}" if left_out else ""))
    return Put(number, whole)


async def _history(service: Service, number: str) -> tuple[str, tuple[Recorded, ...]]:
    """Capitals may be lost on the way through mail servers."""
    for each in dict.fromkeys((number, number.upper())):
        if events := await service.desk.events_of(f"ticket-{each}"):
            return each, events
    await found_ticket(service, number)
    raise Unusable


async def _say(service: Service, number: str, letter: Letter, caller: Caller, text: str) -> None:
    try:
        command = LogCommunication(direction="from-customer", channel=Channel.EMAIL, text=text)
    except ValidationError:
        raise Unusable from None
    await handled(service, number, "communications", command, Sent(caller, f"{ROUTE}/{letter.id}"))


async def _files(service: Service, number: str, letter: Letter, caller: Caller) -> tuple[bool, list[str]]:
    """Those that the rules of files take, then the letter itself; names of those that stand in it alone."""
    left_out = [file.name for file in letter.files[_FILES:]]
    for file in letter.files[:_FILES]:
        if not await _attach(service, number, Coming(_pieces(file.content), file.name), caller):
            left_out.append(file.name)
    whole = await _attach(service, number, Coming(_pieces(letter.raw), f"{_file_name(letter)}.eml"), caller)
    return whole, left_out


async def _attach(service: Service, number: str, file: Coming, caller: Caller) -> bool:
    """Whether it is there. What is away passes, and is raised."""
    try:
        await added(service, number, await stored(service, number, file, Sent(caller)), None, Sent(caller))
    except AttachmentsUnavailable:
        raise
    except (AttachmentRefused, NotAllowed) as refusal:
        log.info("mail_file_not_taken", ticket=number, why=refusal.code)
        return False
    except ValidationError:
        return False
    return True


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _opening(letter: Letter) -> OpenTicket:
    try:
        return OpenTicket(
            channel=Channel.EMAIL,
            summary=_line(letter.subject) or _line(letter.said.strip().split("\n")[0])[:100] or _UNNAMED,
            description=_words(letter),
            customer_name=_line(letter.name) or None,
            contact=Contact(name=_line(letter.name) or None, email=letter.sender),
        )
    except ValidationError:
        raise Unusable from None


def _words(letter: Letter) -> str:
    said = letter.said.strip()
    return (said[:_LONGEST] + _CUT if len(said) > _LONGEST else said) or _NOTHING


def _line(text: str) -> str:
    return " ".join(text.split())[:300].strip()


def _file_name(letter: Letter) -> str:
    said = re.sub(r"[\\/\s]+", " ", letter.subject)[:80].strip(" .")
    return said or "e-mail"


def _listed(names: Sequence[str]) -> str:
    return _NOT_TAKEN.format(names="、".join(names)[:600])
