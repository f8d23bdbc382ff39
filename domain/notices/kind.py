"""What is to be said of a kind of notice: what causes it, for whom it is, and what holds for its sending."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.notices.audience import Audience
from domain.policy.pack import Pack

Urgent = Literal["never", "always", "as-the-ticket"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event, as far as it decides whether there is a notice: under which pack, and whether the ticket is urgent."""

    event: Any
    pack: Pack
    urgent: bool


def _always(occasion: Occasion) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """``zh`` and ``en`` are what it is called; ``causes`` the stored names of the events that it follows from.

    ``when`` says of which of them. ``urgent`` ones are held back by nothing. ``again``: where it is not known whether
    one arrived it is sent again, since to be told twice does less harm than not at all.
    ``besides`` are told too where the ticket is urgent, ``or_else`` where nobody of ``to`` works here.
    """

    code: str
    zh: str
    en: str
    causes: tuple[str, ...]
    to: tuple[Audience, ...]
    urgent: Urgent = "never"
    when: Callable[[Occasion], bool] = _always
    again: bool = False
    besides: tuple[Audience, ...] = field(default=())
    or_else: tuple[Audience, ...] = field(default=())

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en

    @property
    def for_customer(self) -> bool:
        return "customer" in self.to

    def is_urgent(self, *, ticket: bool) -> bool:
        """``ticket``: whether the ticket that it is about is of the most urgent severity."""
        return self.urgent == "always" or (self.urgent == "as-the-ticket" and ticket)

    def audience(self, *, ticket: bool) -> tuple[Audience, ...]:
        return (*self.to, *self.besides) if ticket else self.to
