"""The addresses and ids that our letters about a ticket carry: signed, so that an answer to one proves itself.

A number in the subject, or somebody's Message-ID, proves nothing: both can be made up, and stand in forwarded mail.
"""

import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

SIGNS: Final = 20
"""Hexadecimal digits of a signature: 80 bits, which nobody finds by trying."""
_MARK: Final = re.compile(rf"([A-Za-z0-9_-]{{1,40}})\.([0-9a-f]{{{SIGNS}}})", re.IGNORECASE)
_LOCAL: Final = 64
"""The longest part before the @ (RFC 5321, 4.5.3.1.1)."""


@dataclass(frozen=True, slots=True)
class SignedReplies:
    """``sign`` is a keyed hash of a ticket's number; ``address`` is where letters come in.

    ``tagged``: whether the mail server takes what is written between + and @; else ids alone carry the mark.
    """

    sign: Callable[[str], str]
    address: str
    tagged: bool = True

    def mark_of(self, number: str) -> str:
        """Number and signature; mail servers may change capitals, so those count for nothing."""
        return f"{number}.{self.sign(number.casefold())[:SIGNS]}"

    def address_of(self, number: str) -> str:
        """Where an answer about the ticket goes."""
        local, _, domain = self.address.rpartition("@")
        marked = f"{local}+{self.mark_of(number)}"
        return f"{marked}@{domain}" if self.tagged and len(marked) <= _LOCAL else self.address

    def is_ours(self, address: str) -> bool:
        """Whether letters to it come in here."""
        local, _, domain = address.casefold().rpartition("@")
        ours, _, where = self.address.casefold().rpartition("@")
        return domain == where and local.partition("+")[0] == ours.partition("+")[0]

    def numbers_in(self, said: Iterable[str]) -> tuple[list[str], bool]:
        """The tickets whose signed mark stands in these addresses and ids, and whether any mark was forged."""
        found: dict[str, None] = {}
        forged = False
        for text in said:
            address = text.strip("<> ")
            mark = _MARK.fullmatch(_marked(address.rpartition("@")[0]))
            if mark and hmac.compare_digest(self.sign(mark[1].casefold())[:SIGNS], mark[2].lower()):
                found[mark[1]] = None
            elif mark:
                forged = forged or self.is_ours(address)
        return list(found), forged


def _marked(local: str) -> str:
    """What of the part before the @ may be a mark: behind the +, or behind a notice's id."""
    _, plus, tag = local.partition("+")
    return tag if plus else local.partition(".")[2]
