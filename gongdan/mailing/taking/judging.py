"""Why a letter is nothing that may act by itself: pure, so that every reason is tried."""

from dataclasses import dataclass
from typing import Final

from api.mail.port import Why
from gongdan.mailing.reading.letter import Letter
from gongdan.mailing.tokens import SignedReplies

_NOTICE: Final = 32
"""Hexadecimal digits of a notice's id, with which the ids of our own letters begin."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``ours`` are the addresses that our letters come from; ``hourly`` is how many one sender's act in an hour."""

    replies: SignedReplies
    ours: tuple[str, ...]
    hourly: int = 20
    opens_for_strangers: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """``doubt`` is why it waits for a person; else it belongs to the ticket ``number``, or opens one where None."""

    doubt: Why | None = None
    number: str | None = None


def judged(letter: Letter, rules: Rules, *, before: int) -> Judged:
    """``before`` are those that its sender sent in the hour. Whether a stranger wrote is not known here."""
    if _is_our_own(letter, rules):
        return Judged("loop")
    if letter.automatic is not None:
        return Judged(letter.automatic)
    if not letter.sender:
        return Judged("no-sender")
    if letter.failed_dmarc:
        return Judged("forged")
    if before >= rules.hourly:
        return Judged("too-many")
    numbers, forged = rules.replies.numbers_in((*letter.to, *letter.answers))
    if numbers:
        return Judged(number=numbers[0])
    return Judged("forged-token") if forged else Judged()


def _is_our_own(letter: Letter, rules: Rules) -> bool:
    """A letter of ours that came back: by whom it is from, or by its own id."""
    if letter.sender.casefold() in {address.casefold() for address in rules.ours}:
        return True
    if rules.replies.numbers_in((letter.message,))[0]:
        return True
    local, _, domain = letter.message.strip("<> ").casefold().rpartition("@")
    ids = local.partition(".")[0]
    ours = {address.casefold().rpartition("@")[2] for address in rules.ours}
    return domain in ours and len(ids) == _NOTICE and all(sign in "0123456789abcdef" for sign in ids)
