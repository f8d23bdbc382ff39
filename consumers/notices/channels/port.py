"""What a channel is: it takes a letter to an address, and says as exactly as it can what became of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from domain.notices.vocabulary import NoticeLanguage


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be read; ``html`` says the same as ``text``. ``ticket`` is the number that answers to it are about.

    ``markdown`` is for group chats, ``short`` for text messages; ``link`` lets the customer in.
    """

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    language: NoticeLanguage
    ticket: str | None = None
    markdown: str = field(default="", repr=False)
    short: str = field(default="", repr=False)
    link: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A letter on its way; ``notice`` is the notice's key, from which its id on the channel follows."""

    notice: str
    to: str = field(repr=False)
    letter: Letter


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel took it, under the id ``message``."""

    message: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """It was certainly not delivered, and may be later; ``answer`` is the channel's code, ``why`` is for the log."""

    why: str
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It was certainly not delivered, and never will be."""

    why: str
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been delivered or not."""

    why: str


@dataclass(frozen=True, slots=True)
class NotOurs:
    """It was not delivered by us: it may not be, just now or any more."""


Outcome = Delivered | Deferred | Refused | Unknown | NotOurs
May = Callable[[], Awaitable[bool]]


async def freely() -> bool:
    """Where nobody else hands anything over."""
    return True


class Channel(Protocol):
    """A way to reach people; ``name`` stands in notices for ever."""

    @property
    def name(self) -> str: ...

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        """``may`` is asked when all is ready for the letter itself to be handed over, and not before.

        Never raises for what the other side does."""
        ...
