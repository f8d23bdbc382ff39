"""Whether two returns are of the same goods, so that nobody is paid for them twice (R35)."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from domain.matters.returns.commands import RequestReturn
from domain.matters.returns.events import ReturnRequested
from domain.matters.returns.state import Return
from domain.matters.returns.vocabulary import ENDED

_IN_VAIN: Final = frozenset({"refused", "refusal-told", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Goods:
    """What is asked back, for whom, and of which ticket, in one plain form."""

    ticket: str | None
    customer: str | None
    model: str
    serial: str
    order: str

    @classmethod
    def of(cls, said: RequestReturn | ReturnRequested, ticket: str | None, customer: str | None) -> "Goods":
        return cls(ticket, customer, _plain(said.model), _plain(said.serial), _plain(said.order))

    def same(self, other: "Goods") -> bool:
        """A serial number each tells for itself; else they are of one ticket or order, and no other model is named."""
        shared = self._shared(self.ticket, other.ticket)
        theirs = self._shared(self.customer, other.customer)
        if self.serial and other.serial:
            return self.serial == other.serial and (shared or theirs)
        ordered = theirs and self._shared(self.order, other.order)
        return (shared or ordered) and not (self.model and other.model and self.model != other.model)

    @staticmethod
    def _shared(one: str | None, other: str | None) -> bool:
        return bool(one) and one == other


def is_given_back(matter: Return) -> bool:
    """It is under way, or money or other goods were given for it."""
    if matter.status in _IN_VAIN:
        return False
    return matter.status not in ENDED or (matter.carried_out and matter.settlement in ("refund", "exchange"))


def _plain(text: str | None) -> str:
    """However it is spelt: full or half width, capitals, spaces and dashes are the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text or "").casefold() if sign.isalnum())
