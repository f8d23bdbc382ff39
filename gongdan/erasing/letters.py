"""Letters that wait beside the log and name somebody: taken out while it can still be read by what they are known."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from cryptography.exceptions import InvalidTag

from api.mail.port import NoSuchLetter
from domain.customer.finding import Findable, by_contact, findable
from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded
from domain.ticket.numbering import ticket_key
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.reading.letter import read_letter

log = structlog.get_logger(__name__)

_SHORTEST: Final = 8
"""Digits of a phone number from which on it is looked for: fewer are an extension, or a hotline of thousands."""
_BETWEEN: Final = r"[\s().-]{0,2}"

History = Callable[[str], Awaitable[Sequence[Recorded]]]
Numbers = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """``history`` is that of an aggregate, ``tickets_of`` tells the numbers of a customer's tickets."""

    store: LetterStore
    history: History
    tickets_of: Numbers

    async def take_out(self, customer: str) -> None:
        """All that are on their tickets, or name an address or phone number of theirs, to the last byte.

        Raises StoreUnavailable, sqlite3.OperationalError: then it is to be done again.
        """
        numbers, known = await self.tickets_of(customer), set[Findable]()
        for aggregate in (customer, *map(ticket_key, numbers)):
            known.update(reached_by(await self.history(aggregate)))
        taken = await asyncio.to_thread(self._take_out, known, numbers)
        if taken:
            log.info("letters_taken_out", customer=customer, letters=taken)

    def _take_out(self, known: Collection[Findable], numbers: Collection[str]) -> int:
        naming = naming_any(known)
        theirs = [each for each in self.store.ids() if self._is_theirs(each, naming, numbers)]
        self.store.erase(theirs, {value for kind, value in known if kind == "email"})
        return len(theirs)

    def _is_theirs(self, letter: str, naming: re.Pattern[str], numbers: Collection[str]) -> bool:
        """One that can't be opened can be read by nobody, and stays."""
        try:
            about = self.store.find(letter)
            if about.ticket in numbers or naming.search(f"{about.sender}\n{about.subject}"):
                return True
            said = read_letter(self.store.raw(letter))
        except (NoSuchLetter, InvalidTag):
            return False
        return naming.search("\n".join([said.name, said.text, *said.to])) is not None


def reached_by(history: Iterable[Recorded]) -> Iterator[Findable]:
    """The addresses and phone numbers by which the contact persons of a history were ever reached."""
    for recorded in history:
        match recorded.event:
            case CorrectionRecorded(field="contact.email", right=right):
                yield from findable("email", right)
            case CorrectionRecorded(field="contact.phone", right=right):
                yield from findable("phone", right)
            case event:
                yield from by_contact(getattr(event, "contact", None))


def naming_any(known: Iterable[Findable]) -> re.Pattern[str]:
    """Finds each of them in a text, however a number is grouped, and never within a longer one; nothing if none."""
    ways = [
        rf"(?<![\w.+-]){re.escape(value)}(?!\.?\w)" if kind == "email" else _dialled(value)
        for kind, value in sorted(known)
        if kind == "email" or len(value) >= _SHORTEST
    ]
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def _dialled(digits: str) -> str:
    return rf"(?:(?<!\d)|(?<=86)){_BETWEEN.join(digits)}(?!\d)"
